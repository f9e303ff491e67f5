package dev.kvstore.testcontainers;

import java.nio.charset.StandardCharsets;
import java.util.Objects;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.autoconfigure.actuate.endpoint.HealthEndpointAutoConfiguration;
import org.springframework.boot.health.autoconfigure.registry.HealthContributorRegistryAutoConfiguration;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.annotation.Configuration;
import org.springframework.test.annotation.DirtiesContext;
import org.testcontainers.containers.GenericContainer;

import dev.kvstore.api.KeyValue;
import dev.kvstore.api.LockHandle;
import dev.kvstore.api.Store;
import dev.kvstore.api.StoreLock;
import dev.kvstore.autoconfigure.KvStoreActivityAutoConfiguration;
import dev.kvstore.autoconfigure.KvStoreAutoConfiguration;
import dev.kvstore.autoconfigure.KvStoreHealthAutoConfiguration;
import dev.kvstore.connection.KvStoreConnectionDetails;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application whose store is in a container that has {@code @ServiceConnection}. Ends
 * before its container does.
 */
@DirtiesContext
abstract class ServiceConnectionContract {

	private final String backend;

	private final GenericContainer<?> container;

	private final int port;

	@Autowired
	private Store store;

	@Autowired
	private KvStoreConnectionDetails details;

	@Autowired
	private HealthEndpoint health;

	ServiceConnectionContract(String backend, GenericContainer<?> container, int port) {
		this.backend = backend;
		this.container = container;
		this.port = port;
	}

	@Test
	void storeIsThatOfTheContainer() {
		assertThat(this.store.status().backend()).isEqualTo(this.backend);
		assertThat(this.details.backend()).isEqualTo(this.backend);
		assertThat(this.details.endpoints())
			.containsExactly(this.container.getHost() + ":" + this.container.getMappedPort(this.port));
	}

	@Test
	void valuesAreKept() {
		KeyValue written = this.store.put("colors/sky", "blue".getBytes(StandardCharsets.UTF_8));
		assertThat(this.store.get("colors/sky")).hasValue(written);
		assertThat(this.store.list("colors")).containsExactly(written);
		assertThat(this.store.atomicDelete("colors/sky", written)).isTrue();
		assertThat(this.store.get("colors/sky")).isEmpty();
	}

	@Test
	void locksExclude() {
		StoreLock lock = this.store.newLock("jobs/report");
		LockHandle held = lock.tryLock().orElseThrow();
		assertThat(lock.tryLock()).isEmpty();
		held.unlock();
		LockHandle next = lock.tryLock().orElseThrow();
		assertThat(next.fencingToken()).isGreaterThan(held.fencingToken());
		next.unlock();
	}

	@Test
	void healthIsUpUnderTheNameOfTheBackend() {
		assertThat(Objects.requireNonNull(this.health.healthForPath("kvstore", this.backend)).getStatus())
			.isEqualTo(Status.UP);
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ SslAutoConfiguration.class, KvStoreAutoConfiguration.class,
			KvStoreActivityAutoConfiguration.class, KvStoreHealthAutoConfiguration.class,
			HealthContributorRegistryAutoConfiguration.class, HealthEndpointAutoConfiguration.class })
	static class Application {

	}

}
