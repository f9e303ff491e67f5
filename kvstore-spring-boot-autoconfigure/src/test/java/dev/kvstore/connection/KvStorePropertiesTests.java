package dev.kvstore.connection;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import dev.kvstore.backend.ReadConsistency;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link KvStoreProperties}.
 */
class KvStorePropertiesTests {

	@Test
	void defaultsNeedNoProperty() {
		KvStoreProperties properties = bind(Map.of());
		assertThat(properties)
			.isEqualTo(new KvStoreProperties(true, "mapdb", List.of(), "", true, Duration.ofSeconds(5),
					Duration.ofSeconds(5), ReadConsistency.STRONG, new KvStoreProperties.Mapdb(null)));
		assertThat(properties.settings(KvStoreConnectionDetails.of(properties))).isEqualTo(StoreSettings.defaults());
	}

	@Test
	void propertiesAreBound() {
		KvStoreProperties properties = bind(Map.of("kvstore.enabled", "false", "kvstore.backend", "mine",
				"kvstore.endpoints", "a:1, b:2", "kvstore.namespace", "team/app", "kvstore.fail-fast", "false",
				"kvstore.connect-timeout", "2s", "kvstore.request-timeout", "300ms", "kvstore.read-consistency",
				"relaxed", "kvstore.mapdb.path", "data/app.db"));
		assertThat(properties).isEqualTo(
				new KvStoreProperties(false, "mine", List.of("a:1", "b:2"), "team/app", false, Duration.ofSeconds(2),
						Duration.ofMillis(300), ReadConsistency.RELAXED, new KvStoreProperties.Mapdb("data/app.db")));
	}

	@Test
	void settingsAreThoseOfThePropertiesAtTheEndpointsOfTheConnectionDetails() {
		KvStoreProperties properties = bind(
				Map.of("kvstore.endpoints", "a:1", "kvstore.fail-fast", "false", "kvstore.connect-timeout", "2s",
						"kvstore.request-timeout", "3s", "kvstore.read-consistency", "relaxed"));
		assertThat(properties.settings(() -> List.of("b:2"))).isEqualTo(new StoreSettings(List.of("b:2"),
				Duration.ofSeconds(2), Duration.ofSeconds(3), ReadConsistency.RELAXED, false));
	}

	private static KvStoreProperties bind(Map<String, String> properties) {
		return new Binder(new MapConfigurationPropertySource(properties)).bindOrCreate("kvstore",
				KvStoreProperties.class);
	}

}
