package dev.kvstore.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.bootstrap.ConfigurableBootstrapContext;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.cloud.autoconfigure.ConfigurationPropertiesRebinderAutoConfiguration;
import org.springframework.cloud.autoconfigure.RefreshAutoConfiguration;
import org.springframework.cloud.context.config.annotation.RefreshScope;
import org.springframework.cloud.context.environment.EnvironmentChangeEvent;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;

import dev.kvstore.api.Store;
import dev.kvstore.autoconfigure.KvStoreAutoConfiguration;
import dev.kvstore.autoconfigure.KvStoreConfigAutoConfiguration;

/**
 * An application that imports configuration, started as applications are.
 */
final class ImportingApplication {

	private final SpringApplication application;

	private final List<String> arguments = new ArrayList<>();

	private @Nullable ConfigurableBootstrapContext bootstrap;

	ImportingApplication(Stream<String> properties) {
		this.application = new SpringApplication(Wiring.class);
		this.application.setWebApplicationType(WebApplicationType.NONE);
		this.application.setBannerMode(Banner.Mode.OFF);
		this.application
			.setDefaultProperties(Map.of("spring.application.name", "app", "spring.docker.compose.enabled", "false"));
		this.application
			.addBootstrapRegistryInitializer((registry) -> this.bootstrap = (ConfigurableBootstrapContext) registry);
		properties.map((property) -> "--" + property).forEach(this.arguments::add);
	}

	SpringApplication application() {
		return this.application;
	}

	/**
	 * Returns what the application has imported, also if it did not start.
	 */
	ImportedConfig imported() {
		return Objects.requireNonNull(Objects.requireNonNull(this.bootstrap).get(ImportedConfig.class));
	}

	ImportingApplication with(Class<?> source) {
		this.application.addPrimarySources(List.of(source));
		return this;
	}

	/**
	 * Returns the store that it has imported from.
	 */
	Store store() {
		return imported().store().store();
	}

	ConfigurableApplicationContext run() {
		return this.application.run(this.arguments.toArray(String[]::new));
	}

	/**
	 * What is there of auto-configuration.
	 */
	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ SslAutoConfiguration.class, KvStoreAutoConfiguration.class,
			KvStoreConfigAutoConfiguration.class, RefreshAutoConfiguration.class,
			ConfigurationPropertiesRebinderAutoConfiguration.class })
	@EnableConfigurationProperties(Feature.class)
	static class Wiring {

		@Bean
		RecordedChanges recordedChanges() {
			return new RecordedChanges();
		}

		@Bean
		@RefreshScope
		Greeting greeting(Environment environment) {
			return new Greeting(environment.getProperty("feature.text", "none"));
		}

	}

	/**
	 * What was published, in order.
	 */
	static final class RecordedChanges {

		private final List<List<String>> changes = new CopyOnWriteArrayList<>();

		private final List<List<String>> environmentChanges = new CopyOnWriteArrayList<>();

		@EventListener
		void changed(KvStoreConfigChangedEvent event) {
			this.changes.add(List.copyOf(event.names()));
		}

		@EventListener
		void changed(EnvironmentChangeEvent event) {
			this.environmentChanges.add(List.copyOf(event.getKeys()));
		}

		List<List<String>> changes() {
			return this.changes;
		}

		List<List<String>> environmentChanges() {
			return this.environmentChanges;
		}

	}

	/**
	 * A bean that is bound to properties.
	 */
	@ConfigurationProperties("feature")
	public static class Feature {

		private boolean enabled;

		private int percent = 5;

		private List<String> users = new ArrayList<>();

		public boolean isEnabled() {
			return this.enabled;
		}

		public void setEnabled(boolean enabled) {
			this.enabled = enabled;
		}

		public int getPercent() {
			return this.percent;
		}

		public void setPercent(int percent) {
			this.percent = percent;
		}

		public List<String> getUsers() {
			return this.users;
		}

		public void setUsers(List<String> users) {
			this.users = users;
		}

	}

	/**
	 * A bean that is made again when properties change.
	 */
	public static class Greeting {

		private final String text;

		Greeting(String text) {
			this.text = text;
		}

		protected Greeting() {
			this("");
		}

		public String text() {
			return this.text;
		}

	}

}
