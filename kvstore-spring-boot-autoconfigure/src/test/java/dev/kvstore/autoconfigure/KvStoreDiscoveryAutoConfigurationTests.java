package dev.kvstore.autoconfigure;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.cloud.client.CommonsClientAutoConfiguration;
import org.springframework.cloud.client.DefaultServiceInstance;
import org.springframework.cloud.client.ReactiveCommonsClientAutoConfiguration;
import org.springframework.cloud.client.discovery.DiscoveryClient;
import org.springframework.cloud.client.discovery.composite.CompositeDiscoveryClient;
import org.springframework.cloud.client.discovery.composite.CompositeDiscoveryClientAutoConfiguration;
import org.springframework.cloud.client.discovery.composite.reactive.ReactiveCompositeDiscoveryClientAutoConfiguration;
import org.springframework.cloud.client.discovery.health.DiscoveryCompositeHealthContributor;
import org.springframework.cloud.client.discovery.health.reactive.ReactiveDiscoveryCompositeHealthContributor;
import org.springframework.cloud.client.discovery.simple.SimpleDiscoveryClientAutoConfiguration;
import org.springframework.cloud.client.serviceregistry.AutoServiceRegistrationAutoConfiguration;
import org.springframework.cloud.client.serviceregistry.Registration;
import org.springframework.cloud.client.serviceregistry.ServiceRegistry;
import org.springframework.cloud.client.serviceregistry.ServiceRegistryAutoConfiguration;
import org.springframework.cloud.commons.util.UtilAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Flux;

import dev.kvstore.api.KeyValue;
import dev.kvstore.api.Store;
import dev.kvstore.connection.InvalidSettingException;
import dev.kvstore.discovery.DiscoveredServices;
import dev.kvstore.discovery.StoreAutoServiceRegistration;
import dev.kvstore.discovery.StoreDiscoveryClient;
import dev.kvstore.discovery.StoreDiscoveryHealthIndicator;
import dev.kvstore.discovery.StoreReactiveDiscoveryClient;
import dev.kvstore.discovery.StoreRegistration;
import dev.kvstore.discovery.StoreServiceRegistry;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the auto-configurations of service discovery.
 */
class KvStoreDiscoveryAutoConfigurationTests {

	private final ApplicationContextRunner runner;

	private final Path file;

	KvStoreDiscoveryAutoConfigurationTests(@TempDir Path directory) {
		this.file = directory.resolve("test.db");
		this.runner = new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(KvStoreAutoConfiguration.class,
					KvStoreDiscoveryAutoConfiguration.class, KvStoreServiceRegistryAutoConfiguration.class,
					UtilAutoConfiguration.class, CommonsClientAutoConfiguration.class,
					ReactiveCommonsClientAutoConfiguration.class, CompositeDiscoveryClientAutoConfiguration.class,
					ReactiveCompositeDiscoveryClientAutoConfiguration.class,
					SimpleDiscoveryClientAutoConfiguration.class, ServiceRegistryAutoConfiguration.class,
					AutoServiceRegistrationAutoConfiguration.class))
			.withPropertyValues("kvstore.mapdb.path=" + this.file);
	}

	@Test
	void areAutoConfigurations() {
		assertThat(ImportCandidates.load(AutoConfiguration.class, null)).contains(
				KvStoreDiscoveryAutoConfiguration.class.getName(),
				KvStoreServiceRegistryAutoConfiguration.class.getName());
	}

	@Test
	void clientsAreThereByDefaultAndNothingIsRegisteredWithoutAPort() {
		this.runner.run((context) -> {
			assertThat(context).hasSingleBean(StoreDiscoveryClient.class)
				.hasSingleBean(StoreReactiveDiscoveryClient.class)
				.hasSingleBean(StoreServiceRegistry.class)
				.hasSingleBean(StoreAutoServiceRegistration.class);
			assertThat(context.getBean(StoreAutoServiceRegistration.class).isRunning()).isFalse();
			assertThat(context.getBean(Store.class).list("services")).isEmpty();
			assertThat(context.getBean(DiscoveryClient.class)).isInstanceOf(CompositeDiscoveryClient.class);
			assertThat(context.getBean(CompositeDiscoveryClient.class).getDiscoveryClients()).first()
				.isInstanceOf(StoreDiscoveryClient.class);
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "kvstore.discovery.enabled", "spring.cloud.discovery.enabled", "kvstore.enabled" })
	void disabledCreatesNothing(String property) {
		this.runner.withPropertyValues(property + "=false", "kvstore.discovery.port=9000")
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(DiscoveredServices.class)
				.doesNotHaveBean(StoreDiscoveryClient.class)
				.doesNotHaveBean(StoreReactiveDiscoveryClient.class)
				.doesNotHaveBean(ServiceRegistry.class)
				.doesNotHaveBean(Registration.class));
	}

	@ParameterizedTest
	@CsvSource({ "true, false", "false, true", "false, false" })
	void eachKindOfClientCanBeLeftOut(boolean blocking, boolean reactive) {
		this.runner
			.withPropertyValues("spring.cloud.discovery.blocking.enabled=" + blocking,
					"spring.cloud.discovery.reactive.enabled=" + reactive)
			.run((context) -> {
				assertThat(context.getBeanProvider(StoreDiscoveryClient.class).stream()).hasSize(blocking ? 1 : 0);
				assertThat(context.getBeanProvider(StoreReactiveDiscoveryClient.class).stream())
					.hasSize(reactive ? 1 : 0);
				assertThat(context.getBeanProvider(DiscoveredServices.class).stream())
					.hasSize((blocking || reactive) ? 1 : 0);
				assertThat(context).hasSingleBean(StoreServiceRegistry.class);
			});
	}

	@ParameterizedTest
	@ValueSource(strings = { "kvstore.discovery.register", "spring.cloud.service-registry.enabled" })
	void clientsAreThereWithoutTheRegistry(String property) {
		this.runner.withPropertyValues(property + "=false", "kvstore.discovery.port=9000").run((context) -> {
			assertThat(context).hasSingleBean(StoreDiscoveryClient.class)
				.doesNotHaveBean(ServiceRegistry.class)
				.doesNotHaveBean(Registration.class);
			assertThat(context.getBean(Store.class).list("services")).isEmpty();
		});
	}

	@Test
	void beansOfTheUserTakeThePlaceOfOurs() {
		this.runner.withUserConfiguration(OwnClient.class)
			.withBean("ownRegistration", StoreRegistration.class,
					() -> StoreRegistration.of(new DefaultServiceInstance("own", "own", "h", 80, false)))
			.run((context) -> {
				assertThat(context.getBean(StoreDiscoveryClient.class).getOrder()).isEqualTo(5);
				assertThat(context.getBean(Store.class).list("services")).extracting(KeyValue::key)
					.containsExactly("services/own/own");
			});
	}

	@ParameterizedTest
	@CsvSource({ "ttl, 0s", "ttl, -1s", "port, 65536", "port, -1", "management-port, 65536", "initial-status, GONE",
			"directory, /" })
	void badValueFailsTheStartAndNamesTheProperty(String property, String value) {
		this.runner.withPropertyValues("kvstore.discovery." + property + "=" + value)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("'kvstore.discovery." + property + "'"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "a//b", ".kvstore", "..", "zookeeper/x" })
	void directoryThatIsNoneFailsTheStart(String directory) {
		this.runner.withPropertyValues("kvstore.discovery.directory=" + directory)
			.run((context) -> assertThat(context).getFailure()
				.hasRootCauseInstanceOf(IllegalArgumentException.class)
				.hasStackTraceContaining(InvalidSettingException.class.getName())
				.hasStackTraceContaining("kvstore.discovery.directory"));
	}

	@Test
	void healthTellsWhatIsKnown() {
		this.runner.withPropertyValues("kvstore.discovery.port=9000", "spring.application.name=orders")
			.run((context) -> {
				awaitFound(context.getBean(DiscoveryClient.class), "orders");
				assertThat(context.getBean(StoreDiscoveryHealthIndicator.class).health()).satisfies((health) -> {
					assertThat(health.getStatus().getCode()).isEqualTo("UP");
					assertThat(health.getDetails()).containsEntry("services", List.of("orders"))
						.containsEntry("current", true)
						.containsKey("lastContact");
				});
				assertThat(context.getBean(DiscoveryCompositeHealthContributor.class).getIndicators())
					.containsOnlyKeys("discoveryClient", "kvstore");
				assertThat(context.getBean(ReactiveDiscoveryCompositeHealthContributor.class)
					.getContributor("kvstore discovery client")).isNotNull();
			});
		this.runner.withPropertyValues("spring.cloud.discovery.client.health-indicator.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(StoreDiscoveryHealthIndicator.class));
	}

	@ParameterizedTest
	@ValueSource(classes = { Flux.class, HealthIndicator.class, DiscoveryClient.class })
	void worksWithoutOtherLibraries(Class<?> missing) {
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(KvStoreAutoConfiguration.class,
					KvStoreDiscoveryAutoConfiguration.class, KvStoreServiceRegistryAutoConfiguration.class))
			.withPropertyValues("kvstore.mapdb.path=" + this.file, "kvstore.discovery.port=9000",
					"kvstore.discovery.hostname=h")
			.withClassLoader(new FilteredClassLoader(missing))
			.run((context) -> {
				assertThat(context).hasNotFailed().hasSingleBean(StoreServiceRegistry.class);
				assertThat(context.getBeanProvider(StoreDiscoveryClient.class).stream())
					.hasSize((missing == DiscoveryClient.class) ? 0 : 1);
				assertThat(context.getBeanNamesForType(StoreReactiveDiscoveryClient.class))
					.hasSize((missing == HealthIndicator.class) ? 1 : 0);
			});
	}

	private static void awaitFound(DiscoveryClient client, String service) {
		Awaitility.await()
			.pollInterval(Duration.ofMillis(5))
			.atMost(Duration.ofSeconds(30))
			.until(() -> !client.getInstances(service).isEmpty());
	}

	@Configuration(proxyBeanMethods = false)
	static class OwnClient {

		@Bean
		StoreDiscoveryClient ownClient(DiscoveredServices services) {
			return new StoreDiscoveryClient(services, 5);
		}

	}

}
