package dev.kvstore.lock;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import dev.kvstore.api.LockHandle;
import dev.kvstore.api.LockHolder;
import dev.kvstore.api.LockLostException;
import dev.kvstore.api.Store;
import dev.kvstore.api.StoreLock;
import dev.kvstore.connection.StoreFactories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link LockTemplate}.
 */
@ExtendWith(OutputCaptureExtension.class)
class LockTemplateTests {

	private static final LockTaskOptions OPTIONS = LockTaskOptions.defaults();

	private final Store store;

	private final RecordedEvents events = new RecordedEvents();

	private final LockTemplate template;

	LockTemplateTests(@TempDir Path directory) {
		this.store = StoreFactories.create("mapdb", directory.resolve("store.db").toString());
		this.template = new LockTemplate(this.store, OPTIONS, "tests", this.events);
	}

	@AfterEach
	void close() {
		this.template.close();
		this.store.close();
	}

	@Test
	void taskRunsUnderTheLockAndItsResultIsReturned() {
		String result = this.template.execute("/a", (lock) -> {
			assertThat(lock.isHeld()).isTrue();
			assertThat(lock.key()).isEqualTo("a");
			assertThat(this.store.newLock("a").holder()).contains(new LockHolder("tests", lock.fencingToken()));
			return "result";
		});
		assertThat(result).isEqualTo("result");
		assertThat(isFree("a")).isTrue();
	}

	@Test
	void failureOfTheTaskIsThrownAsItIsAndFreesTheLock() {
		IOException failure = new IOException("thrown by a test");
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> this.template.execute("a", (lock) -> {
			throw failure;
		})).isSameAs(failure);
		assertThat(isFree("a")).isTrue();
	}

	@Test
	void busyLockIsAnException() throws InterruptedException {
		try (LockHandle rival = this.store.newLock("a").lock()) {
			assertThat(rival.isHeld()).isTrue();
			assertThatExceptionOfType(LockNotAcquiredException.class)
				.isThrownBy(() -> this.template.execute("/a/", OPTIONS.withWaitTime(Duration.ofMillis(120)),
						(lock) -> "never"))
				.withMessageContaining("The lock of 'a' was not acquired within")
				.withMessageContaining("somebody else holds it")
				.satisfies((ex) -> assertThat(ex.key()).isEqualTo("a"))
				.satisfies((ex) -> assertThat(ex.waited()).isGreaterThanOrEqualTo(Duration.ofMillis(120)));
		}
		assertThat(this.events.of(LockBusyEvent.class)).singleElement()
			.satisfies((event) -> assertThat(event.waited()).isGreaterThanOrEqualTo(Duration.ofMillis(120)));
		assertThat(this.events.types()).containsExactly(LockBusyEvent.class);
	}

	@Test
	void busyLockGivesTheOtherResult() throws InterruptedException {
		try (LockHandle rival = this.store.newLock("a").lock()) {
			assertThat(rival.isHeld()).isTrue();
			assertThat(this.template.<String, RuntimeException>execute("a", OPTIONS, (lock) -> "run", () -> "skipped"))
				.isEqualTo("skipped");
		}
	}

	@Test
	void exceptionOfAnInnerTaskIsNotTakenForABusyLock() {
		LockNotAcquiredException inner = new LockNotAcquiredException("b", Duration.ZERO, "thrown by a test", null);
		assertThatExceptionOfType(LockNotAcquiredException.class)
			.isThrownBy(() -> this.template.<String, RuntimeException>execute("a", OPTIONS, (lock) -> {
				throw inner;
			}, () -> "skipped"))
			.isSameAs(inner);
	}

	@Test
	void waitForTheLockEndsWhenItIsFreed() throws Exception {
		LockHandle rival = this.store.newLock("a").lock();
		FutureTask<String> waiting = Threads.start(() -> this.template.<String, Exception>execute("a",
				OPTIONS.withWaitTime(Duration.ofSeconds(50)), (lock) -> "run"));
		Awaitility.await()
			.during(Duration.ofMillis(200))
			.until(() -> !waiting.isDone() && this.events.types().isEmpty());
		rival.unlock();
		assertThat(Threads.get(waiting)).isEqualTo("run");
		assertThat(this.events.of(LockAcquiredEvent.class)).singleElement()
			.satisfies((event) -> assertThat(event.waited()).isGreaterThanOrEqualTo(Duration.ofMillis(200)));
	}

	@Test
	void interruptedWaitIsNoBusyLockAndKeepsTheFlag() throws Exception {
		try (LockHandle rival = this.store.newLock("a").lock()) {
			assertThat(rival.isHeld()).isTrue();
			Thread.currentThread().interrupt();
			assertThatExceptionOfType(LockNotAcquiredException.class)
				.isThrownBy(() -> this.template.<String, RuntimeException>execute("a",
						OPTIONS.withWaitTime(Duration.ofSeconds(50)), (lock) -> "run", () -> "skipped"))
				.withCauseInstanceOf(InterruptedException.class);
			assertThat(Thread.interrupted()).isTrue();
		}
		assertThat(this.events.types()).isEmpty();
	}

	@Test
	void threadThatHoldsTheKeyFindsItBusyAtOnce() {
		LockTaskOptions patient = OPTIONS.withWaitTime(Duration.ofDays(1));
		assertThatExceptionOfType(LockNotAcquiredException.class)
			.isThrownBy(() -> this.template.execute("a", patient,
					(lock) -> this.template.execute("b", patient,
							(other) -> this.template.execute("/a", patient, (never) -> "never"))))
			.withMessageContaining("wait for itself");
		assertThat(isFree("a") && isFree("b")).isTrue();
	}

	@Test
	void contextHasTheInnermostLock() {
		assertThatIllegalStateException().isThrownBy(LockContext::current).withMessageContaining("no lock");
		this.template.execute("a", (outer) -> {
			assertThat(LockContext.current()).isSameAs(outer);
			this.template.execute("b", (inner) -> {
				assertThat(LockContext.current()).isSameAs(inner).isNotSameAs(outer);
				return "result";
			});
			assertThat(LockContext.current()).isSameAs(outer);
			return "result";
		});
		assertThatIllegalStateException().isThrownBy(LockContext::current);
	}

	@Test
	void eventsTellWhatHappened() {
		long token = this.template.execute("a", LockHandle::fencingToken);
		assertThat(this.events.types()).containsExactly(LockAcquiredEvent.class, LockReleasedEvent.class);
		assertThat(this.events.of(LockAcquiredEvent.class)).singleElement()
			.satisfies((event) -> assertThat(event.key()).isEqualTo("a"))
			.satisfies((event) -> assertThat(event.fencingToken()).isEqualTo(token));
		assertThat(this.events.of(LockReleasedEvent.class)).singleElement()
			.satisfies((event) -> assertThat(event.key()).isEqualTo("a"))
			.satisfies((event) -> assertThat(event.fencingToken()).isEqualTo(token))
			.satisfies((event) -> assertThat(event.held()).isPositive());
	}

	@Test
	void listenerThatThrowsHarmsNothing(CapturedOutput output) {
		try (LockTemplate unlucky = new LockTemplate(this.store, OPTIONS, "tests", (event) -> {
			throw new IllegalStateException("thrown by a test");
		})) {
			assertThat(unlucky.<String, RuntimeException>execute("a", (lock) -> "result")).isEqualTo("result");
		}
		assertThat(isFree("a")).isTrue();
		assertThat(output).contains("A listener of LockAcquiredEvent[key=a").contains("thrown by a test");
	}

	@Test
	void lossInterruptsTheTaskAndEndsTheCall() {
		assertThatExceptionOfType(LockLostException.class).isThrownBy(() -> this.template.execute("a", (lock) -> {
			destroy("a");
			new Gate().pass();
			return "never";
		})).satisfies((ex) -> assertThat(ex.getSuppressed()).singleElement().isInstanceOf(InterruptedException.class));
		assertThat(Thread.currentThread().isInterrupted()).isFalse();
		Awaitility.await().until(() -> !this.events.of(LockLostEvent.class).isEmpty());
		assertThat(this.events.types()).containsExactly(LockAcquiredEvent.class, LockLostEvent.class);
	}

	@Test
	void lossEndsTheCallOfATaskThatSwallowsTheInterrupt() {
		assertThatExceptionOfType(LockLostException.class).isThrownBy(() -> this.template.execute("a", (lock) -> {
			destroy("a");
			try {
				new Gate().pass();
			}
			catch (InterruptedException ex) {
				return "swallowed";
			}
			return "never";
		}));
	}

	@Test
	void lossEndsTheCallWithTheInterruptTaken() {
		AtomicReference<Boolean> flag = new AtomicReference<>();
		assertThatExceptionOfType(LockLostException.class).isThrownBy(() -> this.template.execute("a", (lock) -> {
			destroy("a");
			Awaitility.await().pollInSameThread().ignoreExceptions().until(Thread.currentThread()::isInterrupted);
			flag.set(Thread.currentThread().isInterrupted());
			return "result";
		}));
		assertThat(flag).hasValue(true);
		assertThat(Thread.currentThread().isInterrupted()).isFalse();
	}

	@Test
	void lossThatIsOnlyToldLeavesTaskAndResult() {
		String result = this.template.execute("a", OPTIONS.withOnLost(OnLost.NOTIFY), (lock) -> {
			destroy("a");
			Awaitility.await().until(() -> !this.events.of(LockLostEvent.class).isEmpty());
			assertThat(Thread.currentThread().isInterrupted()).isFalse();
			return "result";
		});
		assertThat(result).isEqualTo("result");
	}

	@Test
	void lossAfterTheTaskInterruptsNobody() {
		for (int round = 0; round < 100; round++) {
			StoreLock lock = this.store.newLock("a");
			FutureTask<Boolean> operator = new FutureTask<>(() -> lock.holder().filter(lock::forceRelease).isPresent());
			try {
				this.template.execute("a", (held) -> {
					new Thread(operator, "operator").start();
					return operator.isDone();
				});
			}
			catch (LockLostException ex) {
				assertThat(ex).hasNoCause();
			}
			assertThat(Thread.currentThread().isInterrupted()).isFalse();
			Awaitility.await().pollInSameThread().until(operator::isDone);
			Awaitility.await().pollInSameThread().until(() -> isFree("a"));
			assertThat(Thread.currentThread().isInterrupted()).isFalse();
		}
	}

	@Test
	void badKeysAndTimesAreRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.template.execute("a//b", (lock) -> "never"));
		assertThatIllegalArgumentException().isThrownBy(() -> OPTIONS.withTtl(Duration.ZERO))
			.withMessageContaining("'ttl'");
		assertThatIllegalArgumentException().isThrownBy(() -> OPTIONS.withWaitTime(Duration.ofMillis(-1)))
			.withMessageContaining("'waitTime'");
		assertThatIllegalArgumentException().isThrownBy(() -> OPTIONS.withHoldAtLeast(Duration.ofMillis(-1)))
			.withMessageContaining("'holdAtLeast'");
		assertThat(this.events.types()).isEmpty();
	}

	@Test
	void storeThatClosesMeanwhileEndsTheCall() {
		assertThatExceptionOfType(LockLostException.class).isThrownBy(() -> this.template.execute("a", (lock) -> {
			this.store.close();
			return "result";
		}));
	}

	private boolean isFree(String key) {
		return this.store.newLock(key).holder().isEmpty();
	}

	private void destroy(String key) {
		StoreLock lock = this.store.newLock(key);
		assertThat(lock.forceRelease(lock.holder().orElseThrow())).isTrue();
	}

}
