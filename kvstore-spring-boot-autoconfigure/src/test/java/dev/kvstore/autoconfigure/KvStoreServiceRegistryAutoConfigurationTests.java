package dev.kvstore.autoconfigure;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.cloud.client.CommonsClientAutoConfiguration;
import org.springframework.cloud.client.DefaultServiceInstance;
import org.springframework.cloud.client.ReactiveCommonsClientAutoConfiguration;
import org.springframework.cloud.client.discovery.DiscoveryClient;
import org.springframework.cloud.client.discovery.ReactiveDiscoveryClient;
import org.springframework.cloud.client.discovery.composite.CompositeDiscoveryClientAutoConfiguration;
import org.springframework.cloud.client.discovery.composite.reactive.ReactiveCompositeDiscoveryClientAutoConfiguration;
import org.springframework.cloud.client.discovery.simple.SimpleDiscoveryClientAutoConfiguration;
import org.springframework.cloud.client.serviceregistry.AutoServiceRegistration;
import org.springframework.cloud.client.serviceregistry.AutoServiceRegistrationAutoConfiguration;
import org.springframework.cloud.client.serviceregistry.Registration;
import org.springframework.cloud.client.serviceregistry.ServiceRegistry;
import org.springframework.cloud.client.serviceregistry.ServiceRegistryAutoConfiguration;
import org.springframework.cloud.commons.util.UtilAutoConfiguration;

import dev.kvstore.api.KeyValue;
import dev.kvstore.api.Store;
import dev.kvstore.discovery.OtherRegistryAutoConfiguration;
import dev.kvstore.discovery.StoreDiscoveryClient;
import dev.kvstore.discovery.StoreReactiveDiscoveryClient;
import dev.kvstore.discovery.StoreRegistration;
import dev.kvstore.discovery.StoreServiceRegistry;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link KvStoreServiceRegistryAutoConfiguration}.
 */
class KvStoreServiceRegistryAutoConfigurationTests {

	private final ApplicationContextRunner runner;

	KvStoreServiceRegistryAutoConfigurationTests(@TempDir Path directory) {
		this.runner = new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(KvStoreAutoConfiguration.class,
					KvStoreDiscoveryAutoConfiguration.class, KvStoreServiceRegistryAutoConfiguration.class,
					UtilAutoConfiguration.class, CommonsClientAutoConfiguration.class,
					ReactiveCommonsClientAutoConfiguration.class, CompositeDiscoveryClientAutoConfiguration.class,
					ReactiveCompositeDiscoveryClientAutoConfiguration.class,
					SimpleDiscoveryClientAutoConfiguration.class, ServiceRegistryAutoConfiguration.class,
					AutoServiceRegistrationAutoConfiguration.class))
			.withPropertyValues("kvstore.mapdb.path=" + directory.resolve("test.db"));
	}

	@Test
	void applicationWithAPortRegistersWithoutAWebServerAndTakesThatBack() {
		this.runner
			.withPropertyValues("spring.application.name=orders", "kvstore.discovery.port=9000",
					"kvstore.discovery.hostname=host.example", "kvstore.namespace=team")
			.run((context) -> {
				Store store = context.getBean(Store.class);
				assertThat(store.list("services")).singleElement().satisfies((entry) -> {
					assertThat(entry.key()).isEqualTo("services/orders/host.example:orders:9000");
					assertThat(entry.asString())
						.startsWith("{\"host\":\"host.example\",\"port\":9000,\"secure\":false,\"status\":\"UP\"");
				});
				awaitFound(context.getBean(DiscoveryClient.class), "orders");
				assertThat(context.getBean(ReactiveDiscoveryClient.class).getServices().collectList().toFuture().join())
					.containsExactly("orders");
				context.getSourceApplicationContext().stop();
				assertThat(store.list("services")).isEmpty();
				context.getSourceApplicationContext().start();
				assertThat(store.list("services")).hasSize(1);
			});
	}

	@Test
	void propertiesReachTheRegistration() {
		this.runner
			.withPropertyValues("spring.application.name=application", "kvstore.discovery.service-name=bills",
					"kvstore.discovery.instance-id=one", "kvstore.discovery.port=9000",
					"kvstore.discovery.hostname=host.example", "kvstore.discovery.ip-address=10.1.2.3",
					"kvstore.discovery.prefer-ip-address=true", "kvstore.discovery.secure=true",
					"kvstore.discovery.metadata.zone=a", "kvstore.discovery.initial-status=out_of_service",
					"kvstore.discovery.directory=/team/found/", "kvstore.discovery.order=7", "kvstore.discovery.ttl=1h")
			.run((context) -> {
				assertThat(context.getBean(Store.class).list("team/found")).singleElement().satisfies((entry) -> {
					assertThat(entry.key()).isEqualTo("team/found/bills/one");
					assertThat(entry.asString()).startsWith("{\"host\":\"10.1.2.3\",\"port\":9000,\"secure\":true,"
							+ "\"status\":\"OUT_OF_SERVICE\",\"metadata\":{\"zone\":\"a\"}");
				});
				assertThat(context.getBean(StoreDiscoveryClient.class).getOrder()).isEqualTo(7);
				assertThat(context.getBean(StoreReactiveDiscoveryClient.class).getOrder()).isEqualTo(7);
				assertThat(context.getBean(Registration.class).getInstanceId()).isEqualTo("one");
			});
	}

	@Test
	void hostIsFoundAsSpringCloudFindsIt() {
		this.runner
			.withPropertyValues("spring.cloud.inetutils.preferred-networks=256.0.0.0",
					"kvstore.discovery.prefer-ip-address=true", "kvstore.discovery.port=9000")
			.run((context) -> assertThat(context.getBean(Registration.class).getHost())
				.isEqualTo(InetAddress.getLocalHost().getHostAddress()));
	}

	@Test
	void registrationCanBeLeftOut() {
		this.runner
			.withPropertyValues("kvstore.discovery.port=9000",
					"spring.cloud.service-registry.auto-registration.enabled=false")
			.run((context) -> {
				assertThat(context).doesNotHaveBean(Registration.class).hasSingleBean(StoreServiceRegistry.class);
				context.getBean(StoreServiceRegistry.class)
					.register(StoreRegistration.of(new DefaultServiceInstance("one", "orders", "h", 80, false)));
				assertThat(context.getBean(Store.class).list("services")).extracting(KeyValue::key)
					.containsExactly("services/orders/one");
			});
	}

	@Test
	void portWithoutTheClassesThatRegisterItFailsTheStart() {
		ApplicationContextRunner without = this.runner
			.withClassLoader(new FilteredClassLoader("org.springframework.boot.web.server"));
		without.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(Registration.class));
		without.withPropertyValues("kvstore.discovery.port=9000")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(InvalidConfigurationPropertyValueException.class)
				.hasMessageContaining("kvstore.discovery.port"));
		without
			.withPropertyValues("kvstore.discovery.port=9000",
					"spring.cloud.service-registry.auto-registration.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void otherRegistryKeepsItsPlace() {
		this.runner.withConfiguration(AutoConfigurations.of(OtherRegistryAutoConfiguration.class))
			.withPropertyValues("kvstore.discovery.port=9000")
			.run((context) -> {
				assertThat(context).hasNotFailed()
					.hasSingleBean(ServiceRegistry.class)
					.hasSingleBean(Registration.class)
					.hasSingleBean(AutoServiceRegistration.class)
					.doesNotHaveBean(StoreServiceRegistry.class)
					.hasSingleBean(StoreDiscoveryClient.class);
				assertThat(context.getBean(Store.class).list("services")).isEmpty();
			});
	}

	private static void awaitFound(DiscoveryClient client, String service) {
		Awaitility.await()
			.pollInterval(Duration.ofMillis(5))
			.atMost(Duration.ofSeconds(30))
			.until(() -> !client.getInstances(service).isEmpty());
	}

}
