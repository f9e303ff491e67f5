package dev.kvstore.lifecycle;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;
import org.springframework.context.annotation.Import;

import dev.kvstore.ForkedJvm;
import dev.kvstore.api.Store;
import dev.kvstore.event.StoreListener;
import dev.kvstore.lifecycle.restarted.EveryFeature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What applications of a backend leave behind in their process. A backend's test class
 * extends it; no case may be skipped or weakened.
 */
abstract class ResourcesContract {

	private static final int TIMES = 4;

	/**
	 * Returns what makes an application use the backend.
	 * @return properties as {@code name=value}
	 */
	abstract List<String> properties();

	@Test
	void stoppedApplicationsLeaveNoThreadConnectionOrFile() throws Exception {
		EveryFeature.start(properties()).close();
		OpenResources before = OpenResources.now();
		for (int i = 0; i < TIMES; i++) {
			EveryFeature.start(properties()).close();
		}
		assertNothingIsLeftSince(before);
	}

	@Test
	void restartedApplicationsLeaveNoClassLoader(@TempDir Path directory) throws Exception {
		ForkedJvm.run(directory.resolve("restarts.log"), Duration.ofMinutes(3),
				ForkedJvm.command(List.of("-XX:SoftRefLRUPolicyMSPerMB=0"), Restarts.class, properties()));
	}

	@ParameterizedTest
	@ValueSource(classes = { FailsAfterTheStore.class, InvalidListener.class, FailsAtLast.class })
	void failedStartsLeaveNoThreadConnectionOrFile(Class<?> failing) throws Exception {
		EveryFeature.start(properties()).close();
		OpenResources before = OpenResources.now();
		for (int i = 0; i < TIMES; i++) {
			assertThatExceptionOfType(RuntimeException.class)
				.isThrownBy(() -> Applications.start(WebApplicationType.NONE, failing, properties()))
				.satisfies((failure) -> assertThat(
						Arrays.asList(String.valueOf(failure.getMessage()), String.valueOf(failure.getCause())))
					.anySatisfy((message) -> assertThat(message).containsIgnoringCase("fail")));
		}
		assertNothingIsLeftSince(before);
	}

	private static void assertNothingIsLeftSince(OpenResources before) {
		Applications.await()
			.pollInSameThread()
			// Reactor's threads wait for a minute
			.atMost(Duration.ofMinutes(2))
			.untilAsserted(() -> assertThat(OpenResources.now().since(before)).isEmpty());
	}

	@Configuration(proxyBeanMethods = false)
	@Import(EveryFeature.class)
	static class FailsAfterTheStore {

		@Bean
		@DependsOn("kvStore")
		Object failing(Store store) {
			throw new IllegalStateException("It fails with " + store.status().backend());
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Import(EveryFeature.class)
	static class InvalidListener {

		@StoreListener("fail//{")
		void onChange() {
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Import(EveryFeature.class)
	static class FailsAtLast {

		@Bean
		SmartLifecycle failing(Store store) {
			return new SmartLifecycle() {

				@Override
				public void start() {
					throw new IllegalStateException("It fails with " + store.status().backend());
				}

				@Override
				public void stop() {
					// was never started
				}

				@Override
				public boolean isRunning() {
					return false;
				}

			};
		}

	}

}
