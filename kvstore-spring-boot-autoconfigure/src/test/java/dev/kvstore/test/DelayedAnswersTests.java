package dev.kvstore.test;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

import org.junit.jupiter.api.Test;

import dev.kvstore.api.KeyValue;
import dev.kvstore.api.LockHandle;
import dev.kvstore.api.Store;
import dev.kvstore.api.StoreUnavailableException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link StoreFaults#delayAnswers}.
 */
class DelayedAnswersTests extends FaultyStores {

	@Test
	void writeTakesEffectBeforeItsAnswerComes() {
		this.faults.delayAnswers(MINUTE);
		CompletableFuture<KeyValue> put = CompletableFuture.supplyAsync(() -> this.store.put("a", bytes("1")));
		await().until(() -> this.rival.exists("a"));
		assertThat(put).isNotDone();
		this.faults.recover();
		assertThat(put).succeedsWithin(MINUTE.dividedBy(3)).isEqualTo(this.rival.get("a").orElseThrow());
	}

	@Test
	void answerComesAfterTheDelay() {
		this.faults.delayAnswers(Duration.ofMillis(50));
		long start = System.nanoTime();
		this.store.get("a");
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(50));
	}

	@Test
	void delayAboveTheRequestTimeoutIsNoAnswer() {
		try (Store impatient = open(Duration.ofMillis(50))) {
			this.faults.delayAnswers(MINUTE);
			assertThatExceptionOfType(StoreUnavailableException.class).isThrownBy(() -> impatient.get("a"))
				.withMessageContaining("no answer within PT0.05S")
				.satisfies((ex) -> assertThat(ex.outcomeUnknown()).isFalse());
			assertThatExceptionOfType(StoreUnavailableException.class).isThrownBy(() -> impatient.put("a", bytes("1")))
				.satisfies((ex) -> assertThat(ex.outcomeUnknown()).isTrue());
			assertThat(this.rival.exists("a")).isTrue();
			assertThatExceptionOfType(StoreUnavailableException.class)
				.isThrownBy(() -> impatient.newLock("a").tryLock());
			assertThat(this.rival.newLock("a").holder()).isEmpty();
		}
	}

	@Test
	void whoWaitsForAnAnswerLosesItWithTheConnection() {
		this.faults.delayAnswers(MINUTE);
		CompletableFuture<KeyValue> put = CompletableFuture.supplyAsync(() -> this.store.put("a", bytes("1")));
		await().until(() -> this.rival.exists("a"));
		this.faults.makeUnavailable();
		assertThat(put).failsWithin(MINUTE.dividedBy(3))
			.withThrowableOfType(ExecutionException.class)
			.havingCause()
			.isInstanceOfSatisfying(StoreUnavailableException.class, (ex) -> assertThat(ex.outcomeUnknown()).isTrue());
	}

	@Test
	void interruptEndsTheWaitForAnAnswer() throws Exception {
		this.faults.delayAnswers(MINUTE);
		CountDownLatch begun = new CountDownLatch(1);
		FutureTask<Boolean> put = new FutureTask<>(() -> {
			begun.countDown();
			assertThatExceptionOfType(StoreUnavailableException.class).isThrownBy(() -> this.store.put("a", bytes("1")))
				.satisfies((ex) -> assertThat(ex.outcomeUnknown()).isTrue());
			return Thread.currentThread().isInterrupted();
		});
		Thread thread = new Thread(put);
		thread.start();
		begun.await();
		await().until(() -> this.rival.exists("a"));
		thread.interrupt();
		assertThat(put.get()).isTrue();
	}

	@Test
	void waitForALockCanBeInterrupted() throws Exception {
		this.faults.delayAnswers(MINUTE);
		FutureTask<LockHandle> lock = new FutureTask<>(() -> this.store.newLock("a").lock());
		Thread thread = new Thread(lock);
		thread.start();
		thread.interrupt();
		assertThatExceptionOfType(ExecutionException.class).isThrownBy(lock::get)
			.withCauseInstanceOf(InterruptedException.class);
		assertThat(this.rival.newLock("a").holder()).isEmpty();
	}

}
