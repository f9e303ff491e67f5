package dev.kvstore.autoconfigure;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ConfigurableApplicationContext;

import dev.kvstore.config.ConfigHealthIndicator;
import dev.kvstore.config.ConfigRefresher;
import dev.kvstore.config.SpringCloudRefresh;
import dev.kvstore.connection.InvalidSettingException;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link KvStoreConfigAutoConfiguration} and
 * {@link KvStoreConfigHealthAutoConfiguration}.
 */
class KvStoreConfigAutoConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withPropertyValues("kvstore.enabled=false")
		.withConfiguration(AutoConfigurations.of(KvStoreAutoConfiguration.class, KvStoreConfigAutoConfiguration.class,
				KvStoreConfigHealthAutoConfiguration.class));

	@Test
	void areAutoConfigurations() {
		assertThat(ImportCandidates.load(AutoConfiguration.class, null)).contains(
				KvStoreConfigAutoConfiguration.class.getName(), KvStoreConfigHealthAutoConfiguration.class.getName());
	}

	@Test
	void nothingIsRefreshedWithoutAnImport() {
		this.runner.run((context) -> {
			assertThat(context.getBean(ConfigRefresher.class).isRunning()).isFalse();
			assertThat(context).hasSingleBean(SpringCloudRefresh.class);
			assertThat(context.getBeansOfType(ConfigHealthIndicator.class)).isEmpty();
		});
	}

	@Test
	void refreshDoesWithoutSpringCloud() {
		this.runner.withClassLoader(new FilteredClassLoader("org.springframework.cloud"))
			.run((context) -> assertThat(context).hasSingleBean(ConfigRefresher.class)
				.doesNotHaveBean(SpringCloudRefresh.class));
	}

	@Test
	void refreshCanBeSwitchedOff() {
		for (String property : List.of("kvstore.config.refresh=false", "kvstore.config.enabled=false")) {
			this.runner.withPropertyValues(property)
				.run((context) -> assertThat(context).doesNotHaveBean(ConfigRefresher.class)
					.doesNotHaveBean(SpringCloudRefresh.class));
		}
	}

	@Test
	void durationThatIsNegativeIsRefused() {
		this.runner.withPropertyValues("kvstore.config.timeout=-1s")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(InvalidSettingException.class)
				.hasMessageContaining("'kvstore.config.timeout'"));
	}

	@Test
	void healthTellsWhereAnImportComesFrom(@TempDir Path directory) {
		SpringApplication application = new SpringApplication(KvStoreAutoConfiguration.class,
				KvStoreConfigHealthAutoConfiguration.class);
		application.setWebApplicationType(WebApplicationType.NONE);
		try (ConfigurableApplicationContext context = application.run("--spring.config.import=optional:kvstore:flags",
				"--kvstore.mapdb.path=" + directory.resolve("test.db"))) {
			assertThat(context.getBean(ConfigHealthIndicator.class).health()).satisfies((health) -> {
				assertThat(health.getStatus()).isEqualTo(Status.UP);
				assertThat(health.getDetails()).containsEntry("source", "store")
					.containsEntry("directories", List.of("flags", "flags,default"));
			});
		}
	}

}
