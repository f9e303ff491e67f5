package dev.kvstore.event;

import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;
import reactor.core.publisher.Mono;

import dev.kvstore.api.WatchEvent;
import dev.kvstore.autoconfigure.KvStoreAutoConfiguration;
import dev.kvstore.autoconfigure.KvStoreEventAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of methods with {@link StoreListener} that could not be called.
 */
class InvalidStoreListenerTests {

	private final ApplicationContextRunner runner;

	InvalidStoreListenerTests(@TempDir Path directory) {
		this.runner = new ApplicationContextRunner()
			.withConfiguration(
					AutoConfigurations.of(KvStoreAutoConfiguration.class, KvStoreEventAutoConfiguration.class))
			.withUserConfiguration(Proxies.class)
			.withPropertyValues("kvstore.mapdb.path=" + directory.resolve("test.db"));
	}

	@ParameterizedTest
	@MethodSource
	void mistakeFailsTheStartAndIsNamed(Class<?> type, String reason) {
		this.runner.withBean("listener", type)
			.run((context) -> assertThat(context).getFailure()
				.isInstanceOfSatisfying(InvalidStoreListenerException.class, (failure) -> {
					assertThat(failure.method().getDeclaringClass()).isEqualTo(type);
					assertThat(failure.action()).endsWith(".");
				})
				.hasMessageStartingWith("@StoreListener on " + type.getName() + ".changed ")
				.hasMessageContaining(reason));
	}

	static Stream<Object[]> mistakeFailsTheStartAndIsNamed() {
		return Stream.of(new Object[] { PrivateMethod.class, "is private or static" },
				new Object[] { StaticMethod.class, "is private or static" },
				new Object[] { Returning.class, "returns something" },
				new Object[] { NoThread.class, "concurrency below 1" },
				new Object[] { NoPattern.class, "a pattern '' that cannot be used" },
				new Object[] { Malformed.class, "a pattern 'a/{b' that cannot be used" },
				new Object[] { Unresolved.class, "Could not resolve placeholder 'missing'" },
				new Object[] { Reserved.class, "reserved segment '.kvstore'" },
				new Object[] { TwoPayloads.class, "'change' and 'tenant'" },
				new Object[] { NumberVariable.class, "'flag', which is a variable" },
				new Object[] { Marker.class, "'event' that no change" },
				new Object[] { OptionalEvent.class, "'event' that no change" },
				new Object[] { RawOptional.class, "'value' that no change" },
				new Object[] { NoConverter.class, "takes a java.lang.Integer, but there is no ValueConverter" },
				new Object[] { BehindInterface.class, "methods of interfaces only" });
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAsync
	static class Proxies {

	}

	static class PrivateMethod {

		@StoreListener("a")
		@SuppressWarnings("UnusedMethod")
		private void changed() {
		}

	}

	static class StaticMethod {

		@StoreListener("a")
		static void changed() {
		}

	}

	static class Returning {

		@StoreListener("a")
		Mono<Void> changed() {
			return Mono.empty();
		}

	}

	static class NoThread {

		@StoreListener(value = "a", concurrency = 0)
		void changed() {
		}

	}

	static class NoPattern {

		@StoreListener
		void changed() {
		}

	}

	static class Malformed {

		@StoreListener("a/{b")
		void changed() {
		}

	}

	static class Unresolved {

		@StoreListener("${missing}/{b}")
		void changed() {
		}

	}

	static class Reserved {

		@StoreListener(".kvstore/{b}")
		void changed() {
		}

	}

	static class TwoPayloads {

		@StoreListener("config/{tennant}")
		void changed(byte[] change, String tenant) {
		}

	}

	static class NumberVariable {

		@StoreListener("config/{flag}")
		void changed(int flag) {
		}

	}

	static class Marker {

		@StoreListener("a/**")
		void changed(WatchEvent.Synced event) {
		}

	}

	static class OptionalEvent {

		@StoreListener("a/**")
		void changed(Optional<WatchEvent> event) {
		}

	}

	static class RawOptional {

		@StoreListener("a/**")
		@SuppressWarnings("rawtypes")
		void changed(Optional value) {
		}

	}

	static class NoConverter {

		@StoreListener("a/**")
		void changed(int value) {
		}

	}

	interface Other {

		void other();

	}

	static class BehindInterface implements Other {

		@Async
		@Override
		public void other() {
		}

		@StoreListener("a/**")
		void changed() {
		}

	}

}
