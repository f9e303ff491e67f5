package dev.kvstore.autoconfigure;

import java.nio.file.Path;
import java.util.Map;

import org.assertj.core.api.InstanceOfAssertFactories;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.actuate.endpoint.Show;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;

import dev.kvstore.api.LockHandle;
import dev.kvstore.api.Store;
import dev.kvstore.api.Watch;
import dev.kvstore.endpoint.EndpointProperties;
import dev.kvstore.endpoint.KvStoreEndpoint;
import dev.kvstore.endpoint.KvStoreEndpointWebExtension;
import dev.kvstore.endpoint.StoreReport;
import dev.kvstore.endpoint.StoreReport.Excerpt;
import dev.kvstore.endpoint.StoreReport.Role;
import dev.kvstore.leader.LeaderElector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link KvStoreEndpointAutoConfiguration}.
 */
class KvStoreEndpointAutoConfigurationTests {

	private static final AutoConfigurations CONFIGURATIONS = AutoConfigurations.of(KvStoreAutoConfiguration.class,
			KvStoreActivityAutoConfiguration.class, KvStoreLeaderAutoConfiguration.class,
			KvStoreEndpointAutoConfiguration.class);

	private static final String EXPOSED = "management.endpoints.web.exposure.include=kvstore";

	private final ApplicationContextRunner runner;

	private final WebApplicationContextRunner webRunner;

	KvStoreEndpointAutoConfigurationTests(@TempDir Path directory) {
		String file = "kvstore.mapdb.path=" + directory.resolve("test.db");
		this.runner = new ApplicationContextRunner().withConfiguration(CONFIGURATIONS).withPropertyValues(file);
		this.webRunner = new WebApplicationContextRunner().withConfiguration(CONFIGURATIONS).withPropertyValues(file);
	}

	@Test
	void isAnAutoConfiguration() {
		assertThat(ImportCandidates.load(AutoConfiguration.class, null))
			.contains(KvStoreEndpointAutoConfiguration.class.getName());
	}

	@Test
	void byDefaultItIsNotExposed() {
		this.webRunner.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(KvStoreEndpoint.class));
	}

	@Test
	void withoutAccessThereIsNone() {
		this.webRunner.withPropertyValues(EXPOSED, "management.endpoint.kvstore.access=NONE")
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(KvStoreEndpoint.class)
				.doesNotHaveBean(KvStoreEndpointWebExtension.class));
	}

	@Test
	void exposedItTellsWhatTheStoreDoesAndLeads() {
		this.webRunner.withPropertyValues(EXPOSED, "kvstore.leader.roles=chosen").run((context) -> {
			assertThat(context).hasSingleBean(KvStoreEndpointWebExtension.class);
			assertThat(context.getBean(EndpointProperties.class).showValues()).isEqualTo(Show.NEVER);
			Store store = context.getBean(Store.class);
			LeaderElector elector = context.getBean(LeaderElector.class);
			Awaitility.await().until(() -> elector.isLeader("chosen"));
			try (Watch watch = store.watch("w", (event) -> {
			}); LockHandle lock = store.newLock("l").tryLock().orElseThrow()) {
				StoreReport report = context.getBean(KvStoreEndpoint.class).store(null);
				assertThat(watch.isActive()).isTrue();
				assertThat(report.status().backend()).isEqualTo("mapdb");
				assertThat(report.watches()).isNotNull()
					.extracting(Excerpt::first, InstanceOfAssertFactories.LIST)
					.extracting("path")
					.contains("w");
				assertThat(report.locks()).isNotNull()
					.extracting(Excerpt::first, InstanceOfAssertFactories.LIST)
					.extracting("key")
					.contains("l", "leaders/chosen");
				assertThat(report.locks()).isNotNull()
					.extracting(Excerpt::first, InstanceOfAssertFactories.LIST)
					.extracting("fencingToken")
					.contains(lock.fencingToken());
				assertThat(report.roles())
					.isEqualTo(Map.of("chosen", new Role(true, elector.epoch("chosen").orElseThrow())));
			}
		});
	}

	@Test
	void byJmxThereIsNoWebExtension() {
		this.runner.withPropertyValues("management.endpoints.jmx.exposure.include=kvstore", "spring.jmx.enabled=true")
			.run((context) -> assertThat(context).hasSingleBean(KvStoreEndpoint.class)
				.doesNotHaveBean(KvStoreEndpointWebExtension.class));
	}

	@Test
	void withoutLeadersAndActivityItTellsTheRest() {
		new WebApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(KvStoreEndpointAutoConfiguration.class))
			.withBean(Store.class, () -> mock())
			.withPropertyValues(EXPOSED)
			.run((context) -> assertThat(context).hasNotFailed().hasSingleBean(KvStoreEndpoint.class));
	}

	@Test
	void withoutASingleStoreThereIsNone() {
		this.webRunner.withPropertyValues(EXPOSED, "kvstore.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(KvStoreEndpoint.class));
		new WebApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(KvStoreEndpointAutoConfiguration.class))
			.withBean("mine", Store.class, () -> mock())
			.withBean("yours", Store.class, () -> mock())
			.withPropertyValues(EXPOSED)
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(KvStoreEndpoint.class));
	}

	@Test
	void withoutEndpointsTheStoreWorks() {
		this.webRunner.withPropertyValues(EXPOSED)
			.withClassLoader(new FilteredClassLoader(Endpoint.class))
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(Store.class)
				.doesNotHaveBean("kvStoreEndpoint"));
	}

	@Test
	void endpointOfTheUserTakesThePlaceOfOurs() {
		KvStoreEndpoint own = new KvStoreEndpoint(mock(), null, Map::of, Show.NEVER);
		this.webRunner.withPropertyValues(EXPOSED)
			.withBean("own", KvStoreEndpoint.class, () -> own)
			.run((context) -> assertThat(context).getBean(KvStoreEndpoint.class).isSameAs(own));
	}

}
