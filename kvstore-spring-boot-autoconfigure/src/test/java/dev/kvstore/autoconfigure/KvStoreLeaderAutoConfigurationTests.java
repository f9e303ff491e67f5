package dev.kvstore.autoconfigure;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.Callable;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.actuate.info.Info;
import org.springframework.boot.actuate.info.InfoContributor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.availability.ApplicationAvailabilityAutoConfiguration;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.boot.health.actuate.endpoint.HealthEndpointGroups;
import org.springframework.boot.health.autoconfigure.actuate.endpoint.AvailabilityProbesAutoConfiguration;
import org.springframework.boot.health.autoconfigure.actuate.endpoint.HealthEndpointAutoConfiguration;
import org.springframework.boot.health.autoconfigure.registry.HealthContributorRegistryAutoConfiguration;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.io.support.PropertiesLoaderUtils;

import dev.kvstore.api.KeyValue;
import dev.kvstore.api.Store;
import dev.kvstore.connection.StoreFactories;
import dev.kvstore.leader.LeaderElector;
import dev.kvstore.leader.LeaderHealthIndicator;
import dev.kvstore.leader.LeaderInfoContributor;
import dev.kvstore.leader.LeaderOnly;
import dev.kvstore.leader.LeaderOnlyAdvisor;
import dev.kvstore.leader.LeaderOnlyMethods;
import dev.kvstore.leader.LeaderOptions;
import dev.kvstore.leader.LeaderReadinessGroup;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the auto-configurations of leader election.
 */
class KvStoreLeaderAutoConfigurationTests {

	private final ApplicationContextRunner runner;

	private final Path file;

	KvStoreLeaderAutoConfigurationTests(@TempDir Path directory) {
		this.file = directory.resolve("test.db");
		this.runner = new ApplicationContextRunner()
			.withConfiguration(
					AutoConfigurations.of(KvStoreAutoConfiguration.class, KvStoreLeaderAutoConfiguration.class,
							KvStoreLeaderHealthAutoConfiguration.class, KvStoreLeaderInfoAutoConfiguration.class,
							HealthContributorRegistryAutoConfiguration.class, HealthEndpointAutoConfiguration.class,
							ApplicationAvailabilityAutoConfiguration.class, AvailabilityProbesAutoConfiguration.class))
			.withPropertyValues("kvstore.mapdb.path=" + this.file, "kvstore.leader.ttl=60s",
					"management.endpoint.health.probes.enabled=true");
	}

	@Test
	void areAutoConfigurations() {
		assertThat(ImportCandidates.load(AutoConfiguration.class, null)).contains(
				KvStoreLeaderAutoConfiguration.class.getName(), KvStoreLeaderHealthAutoConfiguration.class.getName(),
				KvStoreLeaderInfoAutoConfiguration.class.getName());
	}

	@Test
	void electorStandsForNothingByDefault() {
		this.runner.run((context) -> {
			LeaderElector elector = context.getBean(LeaderElector.class);
			assertThat(elector.isRunning()).isTrue();
			assertThat(elector.roles()).isEmpty();
			assertThat(elector.id()).matches(".+:application:[0-9a-f]{8}");
			assertThat(context).doesNotHaveBean(LeaderHealthIndicator.class).hasSingleBean(LeaderInfoContributor.class);
		});
	}

	@Test
	void propertiesReachTheElector() {
		this.runner
			.withPropertyValues("kvstore.leader.roles=a,b", "kvstore.leader.readiness-roles=c", "kvstore.leader.id=me",
					"kvstore.namespace=team")
			.run((context) -> {
				LeaderElector elector = context.getBean(LeaderElector.class);
				assertThat(elector.roles()).containsExactly("a", "b", "c");
				awaitLeader(elector, "a");
				assertThat(elector.leader("a")).map((leader) -> leader.id()).contains("me");
				String announced = elector.epoch("a").orElseThrow() + " me";
				try (Store raw = StoreFactories.create("mapdb", this.file.toString())) {
					await(() -> raw.get("team/leaders/a").map(KeyValue::asString).equals(Optional.of(announced)));
				}
			});
	}

	@Test
	void idHasTheApplicationsName() {
		this.runner.withPropertyValues("spring.application.name=shop")
			.run((context) -> assertThat(context.getBean(LeaderElector.class).id()).contains(":shop:"));
	}

	@Test
	void disabledCreatesNothingAndMethodsRunEverywhere() {
		this.runner.withPropertyValues("kvstore.leader.enabled=false").withBean(Job.class).run((context) -> {
			assertThat(context).doesNotHaveBean(LeaderElector.class)
				.doesNotHaveBean(LeaderOnlyAdvisor.class)
				.doesNotHaveBean(LeaderOnlyMethods.class)
				.doesNotHaveBean(LeaderInfoContributor.class);
			assertThat(context.getBean(Job.class).run()).isEqualTo("ran");
		});
	}

	@Test
	void withoutAStoreThereIsNoElector() {
		this.runner.withPropertyValues("kvstore.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(LeaderElector.class));
	}

	@Test
	void electorOfTheUserTakesThePlaceOfOurs() {
		this.runner.withBean("own", LeaderElector.class, () -> {
			Store store = StoreFactories.create("mapdb", this.file.toString());
			return new LeaderElector(store, LeaderOptions.defaults("own").withId("own"), (event) -> {
			});
		}).run((context) -> assertThat(context.getBean(LeaderElector.class).id()).isEqualTo("own"));
	}

	@ParameterizedTest
	@CsvSource({ "kvstore.leader.ttl, 0s", "kvstore.leader.ttl, -1s", "kvstore.leader.roles, a/b",
			"kvstore.leader.readiness-roles, ..", "kvstore.leader.roles, .kvstore/x" })
	void badValueFailsTheStartAndNamesTheProperty(String property, String value) {
		this.runner.withPropertyValues(property + "=" + value)
			.run((context) -> assertThat(context).getFailure().rootCause().hasMessageContaining("'" + property + "'"));
	}

	@ParameterizedTest
	@ValueSource(classes = { InfoContributor.class, HealthIndicator.class })
	void worksWithoutTheActuator(Class<?> missing) {
		this.runner.withClassLoader(new FilteredClassLoader(missing))
			.withPropertyValues("kvstore.leader.readiness-roles=a")
			.run((context) -> {
				assertThat(context).hasNotFailed().hasSingleBean(LeaderElector.class);
				assertThat(context.getBeanProvider(LeaderInfoContributor.class).stream())
					.hasSize((missing == InfoContributor.class) ? 0 : 1);
				assertThat(context.getBeanProvider(LeaderHealthIndicator.class).stream())
					.hasSize((missing == HealthIndicator.class) ? 0 : 1);
			});
	}

	@ParameterizedTest
	@ValueSource(classes = { KvStoreLeaderHealthAutoConfiguration.class, KvStoreLeaderInfoAutoConfiguration.class })
	void isPassedOverBeforeItsConditionsAreLoadedIfTheyAreMissing(Class<?> configuration) throws IOException {
		Properties metadata = PropertiesLoaderUtils
			.loadAllProperties("META-INF/spring-autoconfigure-metadata.properties");
		assertThat(metadata.getProperty(configuration.getName() + ".ConditionalOnClass"))
			.contains("org.springframework.boot", "ConditionalOnEnabled");
	}

	@Test
	@SuppressWarnings("unchecked")
	void infoTellsWhoLeads() {
		this.runner.withPropertyValues("kvstore.leader.roles=a", "kvstore.leader.id=me").run((context) -> {
			LeaderElector elector = context.getBean(LeaderElector.class);
			awaitLeader(elector, "a");
			Info.Builder builder = new Info.Builder();
			context.getBean(LeaderInfoContributor.class).contribute(builder);
			assertThat((Map<String, Object>) builder.build().getDetails().get("leader")).containsEntry("id", "me")
				.containsEntry("roles", Map.of("a",
						Map.of("leading", true, "leader", "me", "epoch", elector.epoch("a").orElseThrow())));
		});
	}

	@Test
	void infoIsSilentWithoutRoles() {
		this.runner.run((context) -> {
			Info.Builder builder = new Info.Builder();
			context.getBean(LeaderInfoContributor.class).contribute(builder);
			assertThat(builder.build().getDetails()).isEmpty();
		});
	}

	@Test
	void infoCanBeLeftOut() {
		this.runner.withPropertyValues("management.info.leader.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(LeaderInfoContributor.class));
	}

	@Test
	void readinessFollowsLeadershipAndHealthDoesNot() {
		this.runner.withPropertyValues("kvstore.leader.readiness-roles=a").run((leader) -> {
			awaitLeader(leader.getBean(LeaderElector.class), "a");
			assertThat(leader.getBean(LeaderHealthIndicator.class).health().getStatus()).isEqualTo(Status.UP);
			this.runner.withPropertyValues("kvstore.leader.readiness-roles=a").run((follower) -> {
				assertThat(follower.getBean(LeaderHealthIndicator.class).health().getStatus())
					.isEqualTo(Status.OUT_OF_SERVICE);
				HealthEndpointGroups groups = follower.getBean(HealthEndpointGroups.class);
				assertThat(groups.get("readiness")).satisfies((group) -> {
					assertThat(group.isMember("leader")).isTrue();
					assertThat(group.isMember("readinessState")).isTrue();
					assertThat(group.isMember("diskSpace")).isFalse();
				});
				assertThat(groups.getPrimary().isMember("leader")).isFalse();
				assertThat(groups.getPrimary().isMember("diskSpace")).isTrue();
				assertThat(groups.getNames()).contains("readiness", "liveness");
			});
		});
	}

	@Test
	void healthIndicatorCanBeLeftOut() {
		this.runner.withPropertyValues("kvstore.leader.readiness-roles=a", "management.health.leader.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(LeaderHealthIndicator.class)
				.doesNotHaveBean(LeaderReadinessGroup.class));
	}

	private static void awaitLeader(LeaderElector elector, String role) {
		await(() -> elector.isLeader(role));
	}

	private static void await(Callable<Boolean> condition) {
		Awaitility.await().pollInterval(Duration.ofMillis(5)).atMost(Duration.ofSeconds(30)).until(condition);
	}

	static class Job {

		@LeaderOnly("jobs")
		String run() {
			return "ran";
		}

	}

}
