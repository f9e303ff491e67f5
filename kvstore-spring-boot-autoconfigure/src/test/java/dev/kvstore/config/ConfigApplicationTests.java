package dev.kvstore.config;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementContextAutoConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.actuate.web.server.TomcatServletManagementContextAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;

import dev.kvstore.api.Store;
import dev.kvstore.api.StoreActivity.OpenWatch;
import dev.kvstore.autoconfigure.KvStoreActivityAutoConfiguration;
import dev.kvstore.autoconfigure.KvStoreEndpointAutoConfiguration;
import dev.kvstore.autoconfigure.KvStoreObservationAutoConfiguration;
import dev.kvstore.endpoint.KvStoreEndpoint;
import dev.kvstore.endpoint.StoreReport.Excerpt;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for imported configuration in an application with the other features of a store.
 */
class ConfigApplicationTests extends EmbeddedConfigCases {

	private static final String QUIET = "kvstore.config.refresh-quiet-period=50ms";

	private static final String EXPOSED = "management.endpoints.web.exposure.include=kvstore";

	@BeforeEach
	void write() {
		put("config/app/a", "1");
	}

	@Test
	void storeOfTheImportIsObservedAndItsWatchesAreReported() {
		ConfigurableApplicationContext context = run(application("kvstore:", QUIET, EXPOSED).with(Observed.class));
		assertThat(watches(context).first()).extracting(OpenWatch::path)
			.containsExactlyInAnyOrder("config/application", "config/app", "config/application,default",
					"config/app,default");
		context.getBean(Store.class).exists("config/app/a");
		assertThat(context.getBean(Observed.class).operations).contains("kvstore exists");
	}

	@Test
	void storeOfTheImportIsObservedIfItIsNeededLate() {
		ConfigurableApplicationContext context = run(
				application("kvstore:", QUIET, EXPOSED, "spring.main.lazy-initialization=true").with(Observed.class));
		assertThat(watches(context).total()).isEqualTo(4);
	}

	@Test
	void managementContextHasNeitherAStoreNorARefreshOfItsOwn() {
		ImportingApplication application = application("kvstore:", QUIET, EXPOSED, "server.port=0",
				"management.server.port=0")
			.with(Management.class);
		application.application().setWebApplicationType(WebApplicationType.SERVLET);
		ConfigurableApplicationContext context = run(application);
		ApplicationContext management = context.getBean(Management.class).contexts.stream()
			.filter((started) -> started != context)
			.findFirst()
			.orElseThrow();
		assertThat(management.getParent()).isSameAs(context);
		assertThat(management.getBean(Store.class)).isSameAs(context.getBean(Store.class));
		assertThat(watches(context).total()).isEqualTo(4);
		put("config/app/a", "2");
		await().until(() -> "2".equals(management.getEnvironment().getProperty("a")));
		await().until(() -> !changes(context).changes().isEmpty());
		put("config/app/b", "2");
		await().until(() -> changes(context).changes().size() > 1);
		assertThat(changes(context).changes()).containsExactly(List.of("a"), List.of("b"));
	}

	private static Excerpt<OpenWatch> watches(ConfigurableApplicationContext context) {
		return Objects.requireNonNull(context.getBean(KvStoreEndpoint.class).store(null).watches());
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ KvStoreActivityAutoConfiguration.class, KvStoreEndpointAutoConfiguration.class,
			KvStoreObservationAutoConfiguration.class })
	static class Observed {

		private final List<String> operations = new CopyOnWriteArrayList<>();

		@Bean
		ObservationRegistry observationRegistry() {
			ObservationRegistry registry = ObservationRegistry.create();
			registry.observationConfig().observationHandler(new ObservationHandler<>() {

				@Override
				public void onStop(Observation.Context context) {
					Observed.this.operations.add(String.valueOf(context.getContextualName()));
				}

				@Override
				public boolean supportsContext(Observation.Context context) {
					return true;
				}

			});
			return registry;
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ TomcatServletWebServerAutoConfiguration.class, ManagementContextAutoConfiguration.class,
			TomcatServletManagementContextAutoConfiguration.class })
	static class Management extends Observed {

		private final List<ApplicationContext> contexts = new CopyOnWriteArrayList<>();

		@EventListener
		void started(WebServerInitializedEvent event) {
			this.contexts.add(event.getApplicationContext());
		}

	}

}
