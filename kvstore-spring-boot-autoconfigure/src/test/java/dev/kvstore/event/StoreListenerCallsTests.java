package dev.kvstore.event;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;

import dev.kvstore.api.KeyValue;
import dev.kvstore.api.WatchEvent;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of how methods with {@link StoreListener} are called, and of what they throw.
 */
@ExtendWith(OutputCaptureExtension.class)
class StoreListenerCallsTests extends MapDbApplicationTests {

	StoreListenerCallsTests(@TempDir Path directory) {
		super(directory);
	}

	@Test
	void failuresAreLoggedWithKeyAndMethodAndDoNotEndCalls(CapturedOutput output) {
		Failing failing = start(List.of(), Failing.class, Integers.class).getBean(Failing.class);
		put("flags/bad", "secret");
		put("flags/good", "7");
		Application.await().until(() -> failing.told.contains(7));
		put("flags/throws", "0");
		put("flags/good", "8");
		Application.await().until(() -> failing.told.contains(8));
		assertThat(output).contains("Failing.changed failed for 'flags/bad'")
			.contains("ValueConversionException")
			.contains("Failing.changed failed for 'flags/throws'")
			.doesNotContain("secret");
	}

	@Test
	void errorHandlerOfTheUserIsTold() {
		Handler handler = start(List.of(), Failing.class, Integers.class, Handler.class).getBean(Handler.class);
		put("flags/bad", "secret");
		Application.await().until(() -> handler.told.size() == 1);
		put("flags/throws", "0");
		Application.await().until(() -> handler.told.size() == 2);
		assertThat(handler.told).containsExactly("changed flags/bad Put ValueConversionException",
				"changed flags/throws Put IllegalStateException");
	}

	@Test
	void concurrencyIsForDifferentKeys() {
		Concurrent concurrent = start(Concurrent.class);
		put("flags/a", "1");
		put("flags/b", "1");
		Application.await().until(() -> concurrent.view.calls() == 2);
		put("flags/a", "2");
		put("flags/b", "2");
		Application.await().until(() -> concurrent.view.calls() == 4);
		Application.await().untilAsserted(() -> assertThat(concurrent.view.view()).isEqualTo(this.store.list("flags")));
		assertThat(concurrent.view.violations()).isEmpty();
		assertThat(concurrent.met).hasValue(4);
	}

	@Test
	void interruptionThatAMethodLeavesIsNotSeenByTheNextCall() {
		Interrupting interrupting = start(Interrupting.class);
		put("flags/a", "1");
		Application.await().until(() -> interrupting.told.size() == 1);
		put("flags/b", "1");
		put("flags/c", "1");
		interrupting.gate.countDown();
		Application.await().until(() -> interrupting.told.size() == 3);
		assertThat(interrupting.told).containsExactly("flags/a false", "flags/b false", "flags/c false");
	}

	@Test
	void applicationMayBeClosedByAListenerMethod() {
		Closing closing = start(Closing.class);
		put("flags/a", "1");
		Application.await().until(() -> closing.closed.getCount() == 0);
		assertThat(closing.interrupted).isFalse();
	}

	static class Failing {

		private final List<Integer> told = new CopyOnWriteArrayList<>();

		@StoreListener("flags/*")
		void changed(int number) {
			if (number == 0) {
				throw new IllegalStateException("on purpose");
			}
			this.told.add(number);
		}

	}

	static class Handler {

		private final List<String> told = new CopyOnWriteArrayList<>();

		@Bean
		StoreListenerErrorHandler errorHandler() {
			return (method, key, change, failure) -> {
				this.told.add(String.join(" ", Arrays.asList(method.getName(), key, change.getClass().getSimpleName(),
						failure.getClass().getSimpleName())));
				throw new IllegalStateException("the handler fails too");
			};
		}

	}

	static class Concurrent {

		private final ListenedView view = new ListenedView();

		private final AtomicInteger met = new AtomicInteger();

		private final CyclicBarrier both = new CyclicBarrier(2);

		@StoreListener(value = "flags/*", concurrency = 2)
		void changed(WatchEvent change) {
			this.view.record(change, () -> {
				try {
					this.both.await(20, TimeUnit.SECONDS);
					this.met.incrementAndGet();
				}
				catch (Exception ex) {
					throw new IllegalStateException(ex);
				}
			});
		}

	}

	static class Interrupting {

		private final List<String> told = new CopyOnWriteArrayList<>();

		private final CountDownLatch gate = new CountDownLatch(1);

		@StoreListener("flags/*")
		void changed(KeyValue keyValue) throws InterruptedException {
			this.told.add(keyValue.key() + " " + Thread.currentThread().isInterrupted());
			this.gate.await();
			Thread.currentThread().interrupt();
		}

	}

	static class Closing {

		private final AnnotationConfigApplicationContext application;

		private final CountDownLatch closed = new CountDownLatch(1);

		private boolean interrupted;

		Closing(AnnotationConfigApplicationContext application) {
			this.application = application;
		}

		@StoreListener("flags/*")
		void changed() {
			this.application.close();
			this.interrupted = Thread.currentThread().isInterrupted();
			this.closed.countDown();
		}

	}

}
