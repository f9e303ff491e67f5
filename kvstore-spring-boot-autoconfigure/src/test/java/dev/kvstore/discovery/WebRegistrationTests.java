package dev.kvstore.discovery;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementContextAutoConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.tomcat.autoconfigure.actuate.web.server.TomcatServletManagementContextAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.cloud.client.serviceregistry.AutoServiceRegistrationAutoConfiguration;
import org.springframework.cloud.client.serviceregistry.RegistrationLifecycle;
import org.springframework.cloud.client.serviceregistry.ServiceRegistryAutoConfiguration;
import org.springframework.cloud.client.serviceregistry.endpoint.ServiceRegistryEndpoint;
import org.springframework.cloud.commons.util.UtilAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.kvstore.SlowServlet;
import dev.kvstore.api.KeyValue;
import dev.kvstore.api.Store;
import dev.kvstore.autoconfigure.KvStoreAutoConfiguration;
import dev.kvstore.autoconfigure.KvStoreServiceRegistryAutoConfiguration;
import dev.kvstore.connection.StoreFactories;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for when and how an application with a web server is registered.
 */
class WebRegistrationTests {

	@TempDir
	Path directory;

	private ConfigurableApplicationContext run(String... more) {
		return new SpringApplicationBuilder(Application.class).web(WebApplicationType.SERVLET)
			.run(Stream
				.concat(Stream.of("--server.port=0", "--spring.application.name=orders",
						"--kvstore.discovery.hostname=127.0.0.1",
						"--kvstore.mapdb.path=" + this.directory.resolve("test.db")), Stream.of(more))
				.toArray(String[]::new));
	}

	private Store openStore() {
		return StoreFactories.create("mapdb", this.directory.resolve("test.db").toString());
	}

	@Test
	void isTheLastToStartAndTheFirstToStop() {
		assertThat(StoreAutoServiceRegistration.PHASE)
			.isGreaterThan(WebServerApplicationContext.GRACEFUL_SHUTDOWN_PHASE)
			.isEqualTo(Integer.MAX_VALUE);
	}

	@Test
	void portIsThatOfTheWebServerAndItAnswersBeforeTheInstanceIsFound() throws Exception {
		try (ConfigurableApplicationContext context = run()) {
			int port = SlowServlet.port(context);
			assertThat(port).isPositive();
			assertThat(context.getBean(Store.class).list("services")).singleElement().satisfies((entry) -> {
				assertThat(entry.key()).isEqualTo("services/orders/127.0.0.1:orders:" + port);
				assertThat(entry.asString()).contains("\"port\":" + port, "\"metadata\":{\"added\":\"before\"}");
			});
			assertThat(context.getBean(LastLifecycle.class).seen).containsExactly("answered, registered: 0");
		}
		try (Store store = openStore()) {
			assertThat(store.list("services")).isEmpty();
		}
	}

	@Test
	void configuredPortHidesThatOfTheWebServer() {
		try (ConfigurableApplicationContext context = run("--kvstore.discovery.port=8443",
				"--kvstore.discovery.instance-id=one")) {
			assertThat(context.getBean(Store.class).get("services/orders/one").orElseThrow().asString())
				.contains("\"port\":8443");
		}
	}

	@Test
	void managementServerOnAPortOfItsOwnIsAServiceOfItsOwn() {
		try (ConfigurableApplicationContext context = run("--management.server.port=0",
				"--kvstore.discovery.instance-id=one")) {
			Store store = context.getBean(Store.class);
			assertThat(store.list("services")).extracting(KeyValue::key)
				.containsExactly("services/orders-management/one-management", "services/orders/one");
			InstanceEntry management = InstanceEntry.of(store.list("services").get(0));
			InstanceEntry application = InstanceEntry.of(store.list("services").get(1));
			assertThat(application.port()).isEqualTo(SlowServlet.port(context));
			assertThat(management.port()).isPositive().isNotEqualTo(application.port());
			assertThat(application.metadata()).containsEntry("management.port", String.valueOf(management.port()));
		}
		try (Store store = openStore()) {
			assertThat(store.list("services")).isEmpty();
		}
		try (ConfigurableApplicationContext context = run("--management.server.port=0",
				"--kvstore.discovery.management-port=9001", "--kvstore.discovery.instance-id=one",
				"--spring.cloud.service-registry.auto-registration.register-management=false")) {
			assertThat(context.getBean(Store.class).list("services")).singleElement()
				.satisfies((entry) -> assertThat(InstanceEntry.of(entry).metadata()).containsEntry("management.port",
						"9001"));
		}
	}

	@Test
	void managementOnThePortOfTheApplicationIsNoServiceOfItsOwn() {
		try (ConfigurableApplicationContext context = run("--kvstore.discovery.management-port=9001")) {
			assertThat(context.getBean(Store.class).list("services")).singleElement()
				.satisfies(
						(entry) -> assertThat(InstanceEntry.of(entry).metadata()).doesNotContainKey("management.port"));
		}
	}

	@Test
	void endpointChangesTheStatus() {
		try (ConfigurableApplicationContext context = run(
				"--management.endpoints.web.exposure.include=serviceregistry")) {
			ServiceRegistryEndpoint endpoint = context.getBean(ServiceRegistryEndpoint.class);
			assertThat(endpoint.getStatus().getBody()).isEqualTo("UP");
			endpoint.setStatus("OUT_OF_SERVICE");
			assertThat(endpoint.getStatus().getBody()).isEqualTo("OUT_OF_SERVICE");
			assertThat(context.getBean(Store.class).list("services")).singleElement()
				.satisfies((entry) -> assertThat(InstanceEntry.of(entry).isUp()).isFalse());
		}
	}

	@Test
	void instanceIsGoneWhileARequestIsStillServed() throws Exception {
		ConfigurableApplicationContext context = run();
		SlowServlet servlet = context.getBean(SlowServlet.class);
		CompletableFuture<HttpResponse<String>> answer = SlowServlet.request(context, SlowServlet.SLOW);
		assertThat(servlet.awaitRequest()).isTrue();
		try (Store store = openStore()) {
			assertThat(store.list("services")).hasSize(1);
			Thread closing = new Thread(context::close, "closing");
			closing.start();
			Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> store.list("services").isEmpty());
			assertThat(closing.isAlive()).isTrue();
			assertThat(answer).isNotDone();
			servlet.release();
			assertThat(answer.get(60, TimeUnit.SECONDS).body()).isEqualTo("served");
			closing.join();
		}
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ KvStoreAutoConfiguration.class, KvStoreServiceRegistryAutoConfiguration.class,
			UtilAutoConfiguration.class, ServiceRegistryAutoConfiguration.class,
			AutoServiceRegistrationAutoConfiguration.class, TomcatServletWebServerAutoConfiguration.class,
			EndpointAutoConfiguration.class, ManagementContextAutoConfiguration.class,
			TomcatServletManagementContextAutoConfiguration.class })
	static class Application {

		@Bean
		SlowServlet servlet() {
			return new SlowServlet();
		}

		@Bean
		LastLifecycle lastLifecycle(Store store, ConfigurableApplicationContext context) {
			return new LastLifecycle(store, context);
		}

		@Bean
		RegistrationLifecycle<StoreRegistration> addedMetadata() {
			return new AddedMetadata();
		}

	}

	/**
	 * Starts just before the registration and looks around.
	 */
	static final class LastLifecycle implements SmartLifecycle {

		private final Store store;

		private final ConfigurableApplicationContext context;

		private final List<String> seen = new ArrayList<>();

		private boolean running;

		LastLifecycle(Store store, ConfigurableApplicationContext context) {
			this.store = store;
			this.context = context;
		}

		@Override
		public void start() {
			this.running = true;
			String answer = SlowServlet.request(this.context, "/").join().body();
			this.seen.add(answer + ", registered: " + this.store.list("services").size());
		}

		@Override
		public void stop() {
			this.running = false;
		}

		@Override
		public boolean isRunning() {
			return this.running;
		}

		@Override
		public int getPhase() {
			return StoreAutoServiceRegistration.PHASE - 1;
		}

	}

	private static final class AddedMetadata implements RegistrationLifecycle<StoreRegistration> {

		@Override
		public void postProcessBeforeStartRegister(StoreRegistration registration) {
			registration.getMetadata().put("added", "before");
		}

		@Override
		public void postProcessAfterStartRegister(StoreRegistration registration) {
		}

		@Override
		public void postProcessBeforeStopRegister(StoreRegistration registration) {
		}

		@Override
		public void postProcessAfterStopRegister(StoreRegistration registration) {
		}

	}

}
