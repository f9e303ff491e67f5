package dev.kvstore.connection;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.ssl.SslBundles;

import dev.kvstore.backend.Credentials;
import dev.kvstore.backend.ReadConsistency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.entry;

/**
 * Tests for {@link KvStoreProperties}.
 */
class KvStorePropertiesTests {

	@Test
	void defaultsNeedNoProperty() {
		KvStoreProperties properties = bind(Map.of());
		assertThat(properties).isEqualTo(
				new KvStoreProperties(true, "mapdb", List.of(), "", true, Duration.ofSeconds(5), Duration.ofSeconds(5),
						ReadConsistency.STRONG, new KvStoreProperties.Ssl(null), new KvStoreProperties.Mapdb(null),
						new KvStoreProperties.Etcd(null, null), new KvStoreProperties.Consul(null),
						new KvStoreProperties.Zookeeper(null, null, Duration.ofSeconds(10))));
		assertThat(properties.settings(KvStoreConnectionDetails.of(properties, null), null))
			.isEqualTo(StoreSettings.defaults());
	}

	@Test
	void propertiesAreBound() {
		KvStoreProperties properties = bind(Map.ofEntries(entry("kvstore.enabled", "false"),
				entry("kvstore.backend", "mine"), entry("kvstore.endpoints", "a:1, b:2"),
				entry("kvstore.namespace", "team/app"), entry("kvstore.fail-fast", "false"),
				entry("kvstore.connect-timeout", "2s"), entry("kvstore.request-timeout", "300ms"),
				entry("kvstore.read-consistency", "relaxed"), entry("kvstore.mapdb.path", "data/app.db"),
				entry("kvstore.ssl.bundle", "mine"), entry("kvstore.etcd.username", "eve"),
				entry("kvstore.etcd.password", "secret-e"), entry("kvstore.consul.token", "secret-c"),
				entry("kvstore.zookeeper.username", "zoe"), entry("kvstore.zookeeper.password", "secret-z"),
				entry("kvstore.zookeeper.session-timeout", "4s")));
		assertThat(properties).isEqualTo(new KvStoreProperties(false, "mine", List.of("a:1", "b:2"), "team/app", false,
				Duration.ofSeconds(2), Duration.ofMillis(300), ReadConsistency.RELAXED,
				new KvStoreProperties.Ssl("mine"), new KvStoreProperties.Mapdb("data/app.db"),
				new KvStoreProperties.Etcd("eve", "secret-e"), new KvStoreProperties.Consul("secret-c"),
				new KvStoreProperties.Zookeeper("zoe", "secret-z", Duration.ofSeconds(4))));
		assertThat(properties.toString()).contains("eve", "zoe").doesNotContain("secret");
	}

	@Test
	void settingsAreThoseOfThePropertiesAtTheEndpointsOfTheConnectionDetails() {
		KvStoreProperties properties = bind(
				Map.of("kvstore.endpoints", "a:1", "kvstore.fail-fast", "false", "kvstore.connect-timeout", "2s",
						"kvstore.request-timeout", "3s", "kvstore.read-consistency", "relaxed"));
		assertThat(properties.settings(() -> List.of("b:2"), null)).isEqualTo(new StoreSettings(List.of("b:2"),
				Duration.ofSeconds(2), Duration.ofSeconds(3), ReadConsistency.RELAXED, false, null));
	}

	@Test
	void backendIsThatOfTheConnectionDetailsIfTheyNameOne() {
		KvStoreProperties properties = bind(Map.of("kvstore.backend", "Mine"));
		assertThat(properties.backend(null)).isEqualTo("mine");
		assertThat(properties.backend(() -> List.of("b:2"))).isEqualTo("mine");
		assertThat(properties.backend(KvStoreConnectionDetails.of(properties, null))).isEqualTo("mine");
		assertThat(properties.backend(new NamedConnectionDetails(" Yours "))).isEqualTo("yours");
	}

	@Test
	void userAndPasswordMakeCredentials() {
		KvStoreProperties properties = bind(Map.of("kvstore.etcd.username", "eve", "kvstore.etcd.password", "secret"));
		assertThat(properties.etcd().credentials()).isEqualTo(new Credentials("eve", "secret"));
		assertThat(properties.zookeeper().credentials()).isNull();
	}

	@ParameterizedTest
	@CsvSource({ "etcd, username, password", "etcd, password, username", "zookeeper, username, password",
			"zookeeper, password, username" })
	void userAndPasswordNeedEachOther(String backend, String present, String missing) {
		String prefix = "kvstore." + backend + ".";
		KvStoreProperties properties = bind(Map.of(prefix + present, "secret"));
		assertThatExceptionOfType(InvalidSettingException.class)
			.isThrownBy(() -> StoreFactories.of(properties, List.of()))
			.satisfies((ex) -> assertThat(ex.property()).isEqualTo(prefix + missing))
			.withMessageContaining(prefix + present)
			.withMessageNotContaining("secret");
	}

	@Test
	void bundleThatThereIsNotIsRefused() {
		KvStoreProperties properties = bind(Map.of("kvstore.ssl.bundle", "mine"));
		for (SslBundles bundles : new SslBundles[] { null, new DefaultSslBundleRegistry() }) {
			KvStoreConnectionDetails details = KvStoreConnectionDetails.of(properties, bundles);
			assertThatExceptionOfType(InvalidSettingException.class)
				.isThrownBy(() -> properties.settings(details, bundles))
				.satisfies((ex) -> assertThat(ex.property()).isEqualTo("kvstore.ssl.bundle"))
				.withMessageContaining("'mine'");
		}
	}

	private static KvStoreProperties bind(Map<String, String> properties) {
		return new Binder(new MapConfigurationPropertySource(properties)).bindOrCreate("kvstore",
				KvStoreProperties.class);
	}

	private record NamedConnectionDetails(String backend) implements KvStoreConnectionDetails {

		@Override
		public List<String> endpoints() {
			return List.of();
		}

	}

}
