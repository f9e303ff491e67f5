package dev.kvstore.test.autoconfigure;

import java.util.Objects;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.SpringBootTest;

import dev.kvstore.api.Store;
import dev.kvstore.test.StoreFaults;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link AutoConfigureKvStore} with an application that is configured to use
 * servers.
 */
@SpringBootTest(classes = ExampleApplication.class, webEnvironment = SpringBootTest.WebEnvironment.NONE,
		properties = { "kvstore.backend=etcd", "kvstore.endpoints=192.0.2.1:2379", "kvstore.mapdb.path=/no/such.db",
				"kvstore.namespace=team", "kvstore.ssl.bundle=missing", "spring.config.import=kvstore:" })
@AutoConfigureKvStore
class AutoConfigureKvStoreTests {

	@Autowired
	private Store store;

	@Autowired
	private StoreFaults faults;

	@Test
	void storeIsInMemoryInPlaceOfTheConfiguredOne(@Autowired ExampleComponent component) {
		assertThat(component.remember("a")).isTrue();
		assertThat(this.store.status().backend()).isEqualTo("mapdb");
		assertThat((String) this.store.status().details().get("file")).startsWith("mem:");
	}

	@Test
	void healthSeesFaults(@Autowired HealthEndpoint health) {
		this.faults.makeUnavailable();
		assertThat(Objects.requireNonNull(health.healthForPath("kvstore")).getStatus()).isEqualTo(Status.DOWN);
	}

}
