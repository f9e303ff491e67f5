package dev.kvstore.autoconfigure;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.availability.ApplicationAvailabilityAutoConfiguration;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.boot.health.actuate.endpoint.HealthEndpointGroups;
import org.springframework.boot.health.autoconfigure.actuate.endpoint.AvailabilityProbesAutoConfiguration;
import org.springframework.boot.health.autoconfigure.actuate.endpoint.HealthEndpointAutoConfiguration;
import org.springframework.boot.health.autoconfigure.registry.HealthContributorRegistryAutoConfiguration;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthContributors.Entry;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.health.registry.HealthContributorRegistry;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.MapPropertySource;

import dev.kvstore.api.Store;
import dev.kvstore.api.StoreActivity;
import dev.kvstore.api.StoreActivity.OpenWatch;
import dev.kvstore.api.StoreStatus;
import dev.kvstore.connection.KvStoreConnectionDetails;
import dev.kvstore.health.StoreHealthContributor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link KvStoreHealthAutoConfiguration}.
 */
class KvStoreHealthAutoConfigurationTests {

	private final ApplicationContextRunner runner;

	private final Path file;

	KvStoreHealthAutoConfigurationTests(@TempDir Path directory) {
		this.file = directory.resolve("test.db");
		this.runner = new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(KvStoreAutoConfiguration.class,
					KvStoreActivityAutoConfiguration.class, KvStoreHealthAutoConfiguration.class,
					HealthContributorRegistryAutoConfiguration.class, HealthEndpointAutoConfiguration.class,
					ApplicationAvailabilityAutoConfiguration.class, AvailabilityProbesAutoConfiguration.class))
			.withPropertyValues("kvstore.mapdb.path=" + this.file);
	}

	@Test
	void isAnAutoConfiguration() {
		assertThat(ImportCandidates.load(AutoConfiguration.class, null))
			.contains(KvStoreHealthAutoConfiguration.class.getName());
	}

	@Test
	void onlyTheConfiguredBackendHasAnIndicator() {
		this.runner.run((context) -> {
			assertThat(names(context)).containsExactly("mapdb");
			Health health = health(context, "mapdb");
			assertThat(health.getStatus()).isEqualTo(Status.UP);
			assertThat(health.getDetails()).containsEntry("file", this.file.toString())
				.containsEntry("watches", Map.of("current", 0, "interrupted", 0))
				.containsEntry("locks", Map.of("held", 0));
		});
	}

	@Test
	void backendIsNamedAsItIsKnown() {
		MapPropertySource spaced = new MapPropertySource("spaced", Map.of("kvstore.backend", " MapDB "));
		this.runner.withInitializer((context) -> context.getEnvironment().getPropertySources().addFirst(spaced))
			.run((context) -> assertThat(names(context)).containsExactly("mapdb"));
	}

	@Test
	void backendIsNamedAsTheConnectionDetailsSay() {
		this.runner
			.withBean(KvStoreConnectionDetails.class,
					() -> new FixedConnectionDetails("mapdb", List.of(this.file.toString())))
			.withPropertyValues("kvstore.backend=etcd")
			.run((context) -> assertThat(names(context)).containsExactly("mapdb"));
	}

	@Test
	void disabledThereIsNone() {
		this.runner.withPropertyValues("management.health.kvstore.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(StoreHealthContributor.class));
	}

	@Test
	void withoutAStoreThereIsNone() {
		this.runner.withPropertyValues("kvstore.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(StoreHealthContributor.class));
	}

	@Test
	void withoutHealthTheStoreWorks() {
		this.runner.withClassLoader(new FilteredClassLoader(HealthIndicator.class))
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(Store.class)
				.doesNotHaveBean("kvstoreHealthContributor"));
	}

	@Test
	void indicatorOfTheUserTakesThePlaceOfOurs() {
		HealthIndicator own = () -> Health.unknown().build();
		this.runner.withBean("kvstoreHealthIndicator", HealthIndicator.class, () -> own).run((context) -> {
			assertThat(context).doesNotHaveBean(StoreHealthContributor.class);
			assertThat(context.getBean(HealthContributorRegistry.class).getContributor("kvstore")).isSameAs(own);
		});
	}

	@Test
	void storesOfTheUserAreNamedByTheirBeans() {
		this.runner.withPropertyValues("kvstore.enabled=false")
			.withBean("mine", Store.class, () -> store("one"))
			.withBean("yours", Store.class, () -> store("two"))
			.run((context) -> {
				assertThat(names(context)).containsExactly("mine", "yours");
				assertThat(health(context, "mine").getDetails()).containsEntry("backend", "one");
				assertThat(health(context, "yours").getDetails()).containsEntry("backend", "two");
			});
	}

	@Test
	void whatIsKnownOfWatchesGoesWithTheStoreThatIsInjected() {
		StoreActivity activity = mock();
		given(activity.watches()).willReturn(List.of(new OpenWatch("a", true, false, Instant.EPOCH, Instant.EPOCH)));
		this.runner.withBean(StoreActivity.class, () -> activity)
			.withBean("mine", Store.class, () -> store("one"), (definition) -> definition.setPrimary(true))
			.withBean("yours", Store.class, () -> store("two"))
			.run((context) -> {
				assertThat(health(context, "mine").getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
				assertThat(health(context, "yours").getStatus()).isEqualTo(Status.UP);
			});
	}

	@Test
	void stalenessIsConfigured() {
		StoreActivity activity = mock();
		Instant before = Instant.now().minusSeconds(3600);
		given(activity.watches()).willReturn(List.of(new OpenWatch("a", true, false, before, before)));
		ApplicationContextRunner stale = this.runner.withBean(StoreActivity.class, () -> activity);
		stale.run((context) -> assertThat(health(context, "mapdb").getStatus()).isEqualTo(Status.OUT_OF_SERVICE));
		stale.withPropertyValues("kvstore.health.max-watch-staleness=2h")
			.run((context) -> assertThat(health(context, "mapdb").getStatus()).isEqualTo(Status.UP));
	}

	@Test
	void negativeStalenessFailsTheStart() {
		this.runner.withPropertyValues("kvstore.health.max-watch-staleness=-1s")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("'kvstore.health.max-watch-staleness'"));
	}

	@Test
	void readinessHasItIfItIsToldSo() {
		this.runner.run((context) -> assertThat(isInReadiness(context)).isFalse());
		this.runner.withPropertyValues("management.endpoint.health.group.readiness.include=readinessState,kvstore")
			.run((context) -> assertThat(isInReadiness(context)).isTrue());
	}

	private static boolean isInReadiness(AssertableApplicationContext context) {
		return Objects.requireNonNull(context.getBean(HealthEndpointGroups.class).get("readiness")).isMember("kvstore");
	}

	private static Store store(String backend) {
		Store store = mock();
		given(store.status()).willReturn(new StoreStatus(backend, true, Map.of()));
		return store;
	}

	private static CompositeHealthContributor contributor(AssertableApplicationContext context) {
		return (CompositeHealthContributor) Objects
			.requireNonNull(context.getBean(HealthContributorRegistry.class).getContributor("kvstore"));
	}

	private static List<String> names(AssertableApplicationContext context) {
		return contributor(context).stream().map(Entry::name).toList();
	}

	private static Health health(AssertableApplicationContext context, String name) {
		HealthIndicator indicator = (HealthIndicator) Objects.requireNonNull(contributor(context).getContributor(name));
		return Objects.requireNonNull(indicator.health());
	}

}
