package dev.kvstore.connection;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslStoreBundle;

import dev.kvstore.api.Store;
import dev.kvstore.api.StoreClosedException;
import dev.kvstore.api.StoreUnavailableException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link EarlyStore}.
 */
class EarlyStoreTests {

	private final KvStoreProperties properties = properties(Map.of("kvstore.mapdb.path", "mem:"));

	private final StoreFactories factories = StoreFactories.of(this.properties, List.of());

	private final EarlyStore early = EarlyStore.open(this.properties, new DefaultSslBundleRegistry(), true);

	@AfterEach
	void close() {
		this.early.store().close();
	}

	@Test
	void isHandedOverOnceAndThenAnothersToClose() {
		assertThat(this.early.isHandedOver()).isFalse();
		assertThat(handOver(details(null))).containsSame(this.early.store());
		assertThat(this.early.isHandedOver()).isTrue();
		assertThat(handOver(details(null))).isEmpty();
		this.early.close();
		assertThat(this.early.store().exists("a")).isFalse();
	}

	@Test
	void isHandedOverToConnectionDetailsThatNameTheSameBackend() {
		assertThat(handOver(details("MapDB"))).containsSame(this.early.store());
	}

	@Test
	void isNotHandedOverIfConnectionDetailsNameAnotherBackend() {
		assertThat(handOver(details("etcd"))).isEmpty();
		assertThat(this.early.isHandedOver()).isFalse();
	}

	@Test
	void isNotHandedOverIfTheBackendHasAnotherFactory() {
		StoreFactory own = new StoreFactory() {

			@Override
			public String name() {
				return "mapdb";
			}

			@Override
			public Store open(StoreSettings settings) {
				throw new UnsupportedOperationException();
			}

		};
		assertThat(this.early.handOver(this.properties, details(null), StoreFactories.of(this.properties, List.of(own)),
				null))
			.isEmpty();
	}

	@Test
	void isNotHandedOverIfAPropertyIsAnother() {
		KvStoreProperties other = properties(Map.of("kvstore.mapdb.path", "mem:", "kvstore.namespace", "a"));
		assertThat(this.early.handOver(other, details(null), this.factories, null)).isEmpty();
	}

	@Test
	void backendThatCannotBeUsedIsRequiredUnlessTheStartIsToGoWithoutIt() {
		KvStoreProperties unreachable = properties(
				Map.of("kvstore.backend", "etcd", "kvstore.endpoints", "localhost:1", "kvstore.request-timeout", "1s"));
		StoreFactories factories = StoreFactories.of(unreachable, List.of());
		try (EarlyStore opened = EarlyStore.open(unreachable, new DefaultSslBundleRegistry(), false)) {
			KvStoreConnectionDetails details = KvStoreConnectionDetails.of(unreachable, null);
			assertThatExceptionOfType(StoreUnavailableException.class)
				.isThrownBy(() -> opened.handOver(unreachable, details, factories, null));
			assertThat(opened.isHandedOver()).isFalse();
			opened.startWithoutBackend();
			Store store = opened.handOver(unreachable, details, factories, null).orElseThrow();
			assertThat(store).isSameAs(opened.store());
			store.close();
		}
	}

	@Test
	void updatesOfTheSslBundleReachIt() {
		KvStoreProperties secure = properties(
				Map.of("kvstore.backend", "etcd", "kvstore.ssl.bundle", "mine", "kvstore.fail-fast", "false"));
		DefaultSslBundleRegistry earlyBundles = new DefaultSslBundleRegistry("mine", bundle());
		DefaultSslBundleRegistry bundles = new DefaultSslBundleRegistry("mine", bundle());
		EarlyStore opened = EarlyStore.open(secure, earlyBundles, false);
		try (Store store = opened
			.handOver(secure, KvStoreConnectionDetails.of(secure, bundles), StoreFactories.of(secure, List.of()),
					bundles)
			.orElseThrow()) {
			SslBundle updated = bundle();
			bundles.updateBundle("mine", updated);
			assertThat(earlyBundles.getBundle("mine")).isSameAs(updated);
			assertThat(store).isSameAs(opened.store());
		}
	}

	private static SslBundle bundle() {
		return SslBundle.of(SslStoreBundle.NONE);
	}

	@Test
	void isNotHandedOverToDetailsOfOtherProperties() {
		for (String other : List.of("kvstore.endpoints", "kvstore.ssl.bundle")) {
			KvStoreProperties properties = properties(Map.of("kvstore.mapdb.path", "mem:", other, "etcd"));
			assertThat(handOver(KvStoreConnectionDetails.of(properties, null))).isEmpty();
		}
		assertThat(handOver(KvStoreConnectionDetails.of(this.properties, null))).containsSame(this.early.store());
	}

	@Test
	void isClosedIfItIsNotHandedOver() {
		this.early.close();
		this.early.close();
		assertThat(handOver(details(null))).isEmpty();
		assertThatExceptionOfType(StoreClosedException.class).isThrownBy(() -> this.early.store().exists("a"));
	}

	private Optional<Store> handOver(KvStoreConnectionDetails details) {
		return this.early.handOver(this.properties, details, this.factories, null);
	}

	private static KvStoreConnectionDetails details(@Nullable String backend) {
		return new KvStoreConnectionDetails() {

			@Override
			public @Nullable String backend() {
				return backend;
			}

			@Override
			public List<String> endpoints() {
				return List.of();
			}

		};
	}

	private static KvStoreProperties properties(Map<String, String> properties) {
		return new Binder(new MapConfigurationPropertySource(properties)).bindOrCreate("kvstore",
				KvStoreProperties.class);
	}

}
