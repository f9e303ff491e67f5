package dev.kvstore.autoconfigure;

import java.nio.file.Path;
import java.util.List;

import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import dev.kvstore.api.Store;
import dev.kvstore.connection.KvStoreConnectionDetails;
import dev.kvstore.leader.LeaderElector;
import dev.kvstore.leader.LeaderMeters;
import dev.kvstore.observation.ActivityMeters;
import dev.kvstore.observation.CommitMeters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link KvStoreMetricsAutoConfiguration}.
 */
class KvStoreMetricsAutoConfigurationTests {

	private final ApplicationContextRunner store;

	private final ApplicationContextRunner runner;

	KvStoreMetricsAutoConfigurationTests(@TempDir Path directory) {
		this.store = new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(KvStoreAutoConfiguration.class,
					KvStoreActivityAutoConfiguration.class, KvStoreLeaderAutoConfiguration.class,
					KvStoreObservationAutoConfiguration.class, KvStoreMetricsAutoConfiguration.class))
			.withPropertyValues("kvstore.mapdb.path=" + directory.resolve("store.db"));
		this.runner = this.store
			.withConfiguration(AutoConfigurations.of(MetricsAutoConfiguration.class, ObservationAutoConfiguration.class,
					SimpleMetricsExportAutoConfiguration.class, CompositeMeterRegistryAutoConfiguration.class));
	}

	@Test
	void isAnAutoConfiguration() {
		assertThat(ImportCandidates.load(AutoConfiguration.class, null))
			.contains(KvStoreMetricsAutoConfiguration.class.getName());
	}

	@Test
	void whatTheStoreDoesIsMetered() {
		this.runner.withPropertyValues("kvstore.backend=MapDB").run((context) -> {
			Store used = context.getBean(Store.class);
			used.put("a", new byte[0]);
			assertThat(used.newLock("a").tryLock()).isPresent();
			MeterRegistry meters = context.getBean(MeterRegistry.class);
			assertThat(meters.get("kvstore.operation").tag("operation", "put").timer().count()).isOne();
			assertThat(meters.get("kvstore.locks").tag("backend", "mapdb").gauge().value()).isOne();
			assertThat(meters.get("kvstore.lock.wait").tag("outcome", "success").timer().count()).isOne();
			assertThat(meters.get("kvstore.mapdb.commit").functionTimer().count()).isPositive();
		});
	}

	@Test
	void metersAreThoseOfTheBackendThatTheConnectionDetailsName() {
		this.runner.withPropertyValues("kvstore.fail-fast=false")
			.withBean(KvStoreConnectionDetails.class, () -> new FixedConnectionDetails("etcd", List.of()))
			.run((context) -> {
				MeterRegistry meters = context.getBean(MeterRegistry.class);
				assertThat(meters.find("kvstore.watches").tag("backend", "etcd").gauges()).hasSize(2);
				assertThat(meters.find("kvstore.mapdb.commit").functionTimer()).isNull();
			});
	}

	@Test
	void leadershipIsMetered() {
		this.runner.withPropertyValues("kvstore.leader.roles=a,b").run((context) -> {
			MeterRegistry meters = context.getBean(MeterRegistry.class);
			await().until(() -> meters.get("kvstore.leader").tag("role", "a").gauge().value() == 1);
			context.getBean(LeaderElector.class).leave("a");
			assertThat(meters.get("kvstore.leader").tag("role", "a").gauge().value()).isZero();
			assertThat(meters.get("kvstore.leader").tag("role", "b").gauge()).isNotNull();
		});
	}

	@Test
	void aServerHasNoCommits() {
		this.runner.withPropertyValues("kvstore.backend=etcd", "kvstore.fail-fast=false").run((context) -> {
			MeterRegistry meters = context.getBean(MeterRegistry.class);
			assertThat(meters.find("kvstore.watches").tag("backend", "etcd").gauges()).hasSize(2);
			assertThat(meters.find("kvstore.mapdb.commit").functionTimer()).isNull();
		});
	}

	@Test
	void metersOfTheUserTakeThePlaceOfOurs() {
		LeaderMeters own = mock();
		this.runner.withBean("own", LeaderMeters.class, () -> own)
			.run((context) -> assertThat(context).getBean(LeaderMeters.class).isSameAs(own));
	}

	@Test
	void withoutARegistryThereAreNone() {
		this.store.run((context) -> assertThat(context).hasNotFailed()
			.doesNotHaveBean(ActivityMeters.class)
			.doesNotHaveBean(CommitMeters.class)
			.doesNotHaveBean(LeaderMeters.class));
	}

	@Test
	void withoutAStoreThereAreNone() {
		this.runner.withPropertyValues("kvstore.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(ActivityMeters.class)
				.doesNotHaveBean(CommitMeters.class)
				.doesNotHaveBean(LeaderMeters.class));
	}

	@ParameterizedTest
	@ValueSource(strings = { "io.micrometer", "io.micrometer.core", "org.springframework.boot.micrometer" })
	void withoutTheLibraryTheStoreWorks(String missing) {
		this.store.withClassLoader(new FilteredClassLoader(missing)).run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(context.getBean(Store.class).newLock("a").tryLock()).isPresent();
		});
	}

}
