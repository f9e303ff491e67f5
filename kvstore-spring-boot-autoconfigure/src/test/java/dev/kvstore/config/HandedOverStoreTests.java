package dev.kvstore.config;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.health.autoconfigure.registry.HealthContributorRegistryAutoConfiguration;
import org.springframework.boot.health.registry.HealthContributorRegistry;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

import dev.kvstore.api.Store;
import dev.kvstore.api.StoreActivity;
import dev.kvstore.api.StoreActivity.OpenWatch;
import dev.kvstore.autoconfigure.KvStoreActivityAutoConfiguration;
import dev.kvstore.autoconfigure.KvStoreConfigHealthAutoConfiguration;
import dev.kvstore.autoconfigure.KvStoreHealthAutoConfiguration;
import dev.kvstore.connection.StoreDecorator;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what the context does with the store that configuration was imported from.
 */
class HandedOverStoreTests extends EmbeddedConfigCases {

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void isDecoratedAndItsWatchesAreTrackedAlsoIfBeansAreLazy(boolean lazy) {
		put("config/app/a", "1");
		ConfigurableApplicationContext context = run(
				application("kvstore:", "spring.main.lazy-initialization=" + lazy).with(Observed.class));
		assertThat(context.getBean(StoreActivity.class).watches()).extracting(OpenWatch::path)
			.containsExactlyInAnyOrder("config/application", "config/app", "config/application,default",
					"config/app,default");
		assertThat(context.getBean(Observed.class).decorated)
			.containsExactly(context.getBean(ImportedConfig.class).store().store());
	}

	@Test
	void stopEndsTheWatchesAndStartBeginsThemAgain() {
		put("config/app/a", "1");
		ConfigurableApplicationContext context = run(
				application("kvstore:", "kvstore.config.refresh-quiet-period=50ms").with(Observed.class));
		StoreActivity activity = context.getBean(StoreActivity.class);
		context.stop();
		assertThat(activity.watches()).isEmpty();
		put("config/app/a", "2");
		context.start();
		await().until(() -> "2".equals(property(context, "a")));
		assertThat(activity.watches()).hasSize(4);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "optional:kvstore:" })
	void healthIsThatOfTheStoreAndOfTheImportIfThereIsOne(String location) {
		HealthContributorRegistry registry = run(application(location).with(Observed.class))
			.getBean(HealthContributorRegistry.class);
		assertThat(registry.getContributor("kvstore")).isNotNull();
		assertThat(registry.getContributor("kvstoreConfig") != null).isEqualTo(!location.isEmpty());
	}

	@Test
	void applicationBelowAnotherFollowsItsImportByItself() {
		put("config/app/a", "1");
		ConfigurableApplicationContext parent = run("kvstore:", "kvstore.config.refresh-quiet-period=50ms");
		ConfigurableApplicationContext child = new SpringApplicationBuilder(ImportingApplication.Wiring.class)
			.parent(parent)
			.web(WebApplicationType.NONE)
			.run("--spring.config.import=kvstore:", "--spring.application.name=app", "--kvstore.backend=mapdb",
					"--kvstore.endpoints=" + endpoint(), "--spring.docker.compose.enabled=false",
					"--kvstore.namespace=" + parent.getEnvironment().getProperty("kvstore.namespace"),
					"--kvstore.config.refresh-quiet-period=50ms");
		assertThat(child.getBean(Store.class)).isSameAs(parent.getBean(Store.class));
		put("config/app/a", "2");
		await().until(() -> "2".equals(property(parent, "a")) && "2".equals(property(child, "a")));
		await().until(() -> !changes(child).changes().isEmpty());
		assertThat(changes(child).changes()).containsExactly(List.of("a"));
		child.close();
		put("config/app/b", "1");
		await().until(() -> changes(parent).changes().contains(List.of("b")));
		assertThat(changes(parent).changes()).containsExactly(List.of("a"), List.of("a"), List.of("b"));
		assertThat(changes(parent).environmentChanges()).isEqualTo(changes(parent).changes());
		assertThat(parent.getBean(Store.class).exists("config/app/b")).isTrue();
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ KvStoreActivityAutoConfiguration.class, KvStoreHealthAutoConfiguration.class,
			KvStoreConfigHealthAutoConfiguration.class, HealthContributorRegistryAutoConfiguration.class })
	static class Observed {

		private final List<Store> decorated = new ArrayList<>();

		@Bean
		@Order(Ordered.HIGHEST_PRECEDENCE)
		StoreDecorator recording() {
			return (store) -> {
				this.decorated.add(store);
				return store;
			};
		}

	}

}
