package dev.kvstore.autoconfigure;

import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.kvstore.api.Store;
import dev.kvstore.api.StoreUnavailableException;
import dev.kvstore.connection.StoreFactories;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link StoreStartFailureAnalyzer}.
 */
@ExtendWith(OutputCaptureExtension.class)
class StoreStartFailureAnalyzerTests {

	private final Path directory;

	StoreStartFailureAnalyzerTests(@TempDir Path directory) {
		this.directory = directory;
	}

	@Test
	void failureThroughABeanThatNeedsTheStoreIsAnalyzed(CapturedOutput output) {
		run(NeedsStore.class, "kvstore.backend=redis");
		assertThat(output).contains("APPLICATION FAILED TO START").contains("'kvstore.backend' is 'redis'");
	}

	@Test
	void failureOfABeanThatUsesTheStoreIsNotOurs(CapturedOutput output) {
		run(FailsInBean.class);
		assertThat(output).contains("Application run failed").doesNotContain("APPLICATION FAILED TO START");
	}

	@Test
	void failureOfARunnerIsNotOurs(CapturedOutput output) {
		run(FailsInRunner.class);
		assertThat(output).contains("Application run failed").doesNotContain("APPLICATION FAILED TO START");
	}

	@Test
	void failureOfAStoreOfTheUserIsNotOurs(CapturedOutput output) {
		run(FailsInOwnStore.class);
		assertThat(output).contains("Application run failed").doesNotContain("APPLICATION FAILED TO START");
	}

	private void run(Class<?> user, String... properties) {
		SpringApplication application = new SpringApplication(user, KvStoreAutoConfiguration.class);
		application.setDefaultProperties(Map.of("kvstore.mapdb.path", this.directory.resolve("test.db").toString()));
		FailedStart.run(application, properties);
	}

	@Configuration(proxyBeanMethods = false)
	static class NeedsStore {

		@Bean
		Object service(Store store) {
			return store;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class FailsInBean {

		@Bean
		Object service(Store store) {
			throw new StoreUnavailableException(store.status().backend(), "put", "a", false, "no quorum", null);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class FailsInRunner {

		@Bean
		ApplicationRunner runner() {
			return (arguments) -> StoreFactories.create("redis");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class FailsInOwnStore {

		@Bean
		Store own() {
			return StoreFactories.create("redis");
		}

	}

}
