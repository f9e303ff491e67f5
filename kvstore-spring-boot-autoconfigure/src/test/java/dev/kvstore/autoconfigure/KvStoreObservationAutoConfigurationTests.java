package dev.kvstore.autoconfigure;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import dev.kvstore.api.Store;
import dev.kvstore.api.StoreActivity;
import dev.kvstore.connection.KvStoreConnectionDetails;
import dev.kvstore.observation.StoreObservationContext;
import dev.kvstore.observation.StoreObservationConvention;
import dev.kvstore.observation.StoreObservations;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link KvStoreObservationAutoConfiguration}.
 */
class KvStoreObservationAutoConfigurationTests {

	private final RecordingHandler handler = new RecordingHandler();

	private final ApplicationContextRunner runner;

	KvStoreObservationAutoConfigurationTests(@TempDir Path directory) {
		this.runner = new ApplicationContextRunner()
			.withConfiguration(
					AutoConfigurations.of(KvStoreAutoConfiguration.class, KvStoreActivityAutoConfiguration.class,
							KvStoreObservationAutoConfiguration.class, ObservationAutoConfiguration.class))
			.withBean("handler", RecordingHandler.class, () -> this.handler)
			.withPropertyValues("kvstore.mapdb.path=" + directory.resolve("store.db"));
	}

	@Test
	void isAnAutoConfiguration() {
		assertThat(ImportCandidates.load(AutoConfiguration.class, null))
			.contains(KvStoreObservationAutoConfiguration.class.getName());
	}

	@Test
	void operationsAreObserved() {
		this.runner.run((context) -> {
			context.getBean(Store.class).put("a", new byte[0]);
			Observation.Context observed = this.handler.only();
			assertThat(observed.getName()).isEqualTo("kvstore.operation");
			assertThat(observed.getContextualName()).isEqualTo("kvstore put");
			assertThat(observed.getLowCardinalityKeyValues()).containsExactlyInAnyOrder(KeyValue.of("backend", "mapdb"),
					KeyValue.of("operation", "put"), KeyValue.of("outcome", "success"));
			assertThat(observed.getHighCardinalityKeyValues()).isEmpty();
		});
	}

	@Test
	void backendIsThatOfTheConnectionDetails() {
		this.runner.withBean(KvStoreConnectionDetails.class, () -> new FixedConnectionDetails("mapdb", List.of()))
			.withPropertyValues("kvstore.backend=etcd")
			.run((context) -> {
				context.getBean(Store.class).put("a", new byte[0]);
				assertThat(this.handler.only().getLowCardinalityKeyValues()).contains(KeyValue.of("backend", "mapdb"));
			});
	}

	@Test
	void locksAndWatchesOfAnObservedStoreAreToldToo() {
		this.runner.run((context) -> {
			assertThat(context.getBean(Store.class).newLock("a").tryLock()).isPresent();
			assertThat(context.getBean(StoreActivity.class).locks()).hasSize(1);
			assertThat(this.handler.only().getLowCardinalityKeyValues()).contains(KeyValue.of("operation", "tryLock"));
		});
	}

	@Test
	void keysAreToldIfThePropertySaysSo() {
		this.runner.withPropertyValues("kvstore.observation.include-key=true").run((context) -> {
			context.getBean(Store.class).put("a/b", new byte[0]);
			assertThat(this.handler.only().getHighCardinalityKeyValues()).containsExactly(KeyValue.of("key", "a/b"));
		});
	}

	@Test
	void conventionOfTheUserTakesThePlaceOfOurs() {
		this.runner.withBean("own", OwnConvention.class, OwnConvention::new).run((context) -> {
			context.getBean(Store.class).put("a", new byte[0]);
			assertThat(this.handler.only().getName()).isEqualTo("mine");
			assertThat(this.handler.only().getLowCardinalityKeyValues()).isEmpty();
		});
	}

	@Test
	void observationsMayBeTurnedOffByTheirName() {
		this.runner.withPropertyValues("management.observations.enable.kvstore=false").run((context) -> {
			context.getBean(Store.class).put("a", new byte[0]);
			assertThat(this.handler.stopped).isEmpty();
		});
	}

	@Test
	void withoutARegistryNothingIsObserved() {
		new ApplicationContextRunner()
			.withConfiguration(
					AutoConfigurations.of(KvStoreAutoConfiguration.class, KvStoreObservationAutoConfiguration.class))
			.withPropertyValues("kvstore.enabled=true", "kvstore.fail-fast=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(StoreObservations.class));
	}

	@Test
	void withoutMicrometerTheStoreIsTrackedAllTheSame() {
		this.runner.withClassLoader(new FilteredClassLoader("io.micrometer")).run((context) -> {
			assertThat(context).hasNotFailed().doesNotHaveBean("kvStoreObservations");
			assertThat(context.getBean(Store.class).newLock("a").tryLock()).isPresent();
			assertThat(context.getBean(StoreActivity.class).locks()).hasSize(1);
		});
	}

	private static final class OwnConvention implements StoreObservationConvention {

		@Override
		public String getName() {
			return "mine";
		}

		@Override
		public KeyValues getLowCardinalityKeyValues(StoreObservationContext context) {
			return KeyValues.empty();
		}

	}

	private static final class RecordingHandler implements ObservationHandler<Observation.Context> {

		private final List<Observation.Context> stopped = new CopyOnWriteArrayList<>();

		@Override
		public void onStop(Observation.Context context) {
			this.stopped.add(context);
		}

		@Override
		public boolean supportsContext(Observation.Context context) {
			return true;
		}

		Observation.Context only() {
			assertThat(this.stopped).hasSize(1);
			return this.stopped.get(0);
		}

	}

}
