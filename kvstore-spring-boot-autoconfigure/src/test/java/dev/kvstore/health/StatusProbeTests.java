package dev.kvstore.health;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.kvstore.api.Store;
import dev.kvstore.api.StoreStatus;
import dev.kvstore.api.StoreUnavailableException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link StatusProbe}.
 */
class StatusProbeTests {

	private static final StoreStatus STATUS = new StoreStatus("mine", true, Map.of());

	private static final Duration LONG = Duration.ofMinutes(1);

	private final AtomicInteger calls = new AtomicInteger();

	private final CountDownLatch answer = new CountDownLatch(1);

	private final CountDownLatch interrupted = new CountDownLatch(1);

	private final Store store = mock();

	private final ExecutorService callers = Executors.newCachedThreadPool();

	@AfterEach
	void endCalls() {
		this.answer.countDown();
		this.callers.shutdownNow();
	}

	@Test
	void anAnswerIsHandedOnAndNotKept() {
		given(this.store.status()).willReturn(STATUS, new StoreStatus("mine", false, Map.of()));
		try (StatusProbe probe = new StatusProbe("mine", this.store, LONG)) {
			assertThat(probe.ask()).isSameAs(STATUS);
			assertThat(probe.ask().quorum()).isFalse();
		}
	}

	@Test
	void aFailureIsHandedOnAndNotKept() {
		given(this.store.status()).willThrow(new IllegalStateException("on purpose")).willReturn(STATUS);
		try (StatusProbe probe = new StatusProbe("mine", this.store, LONG)) {
			assertThatIllegalStateException().isThrownBy(probe::ask).withMessage("on purpose");
			assertThat(probe.ask()).isSameAs(STATUS);
		}
	}

	@Test
	void whoAsksWhileACallHangsSharesItAndItsTimeout() {
		hang();
		try (StatusProbe probe = new StatusProbe("mine", this.store, Duration.ofMillis(10))) {
			List<CompletableFuture<StoreStatus>> asked = Stream
				.generate(() -> CompletableFuture.supplyAsync(probe::ask, this.callers))
				.limit(16)
				.toList();
			asked.forEach((future) -> assertThat(future).failsWithin(LONG)
				.withThrowableThat()
				.withCauseInstanceOf(StoreUnavailableException.class)
				.withMessageContaining("mine: status failed: there was no answer within PT0.01S"));
			assertThatExceptionOfType(StoreUnavailableException.class).isThrownBy(probe::ask);
			assertThat(this.calls).hasValue(1);
			this.answer.countDown();
			Awaitility.await().ignoreExceptions().until(() -> probe.ask().quorum());
			assertThat(this.calls).hasValue(2);
		}
	}

	@Test
	void whoAsksWhileACallIsOverdueIsAnsweredAtOnce() {
		hang();
		try (StatusProbe probe = new StatusProbe("mine", this.store, Duration.ofMillis(10))) {
			assertThatExceptionOfType(StoreUnavailableException.class).isThrownBy(probe::ask);
			long begin = System.nanoTime();
			for (int i = 0; i < 100; i++) {
				assertThatExceptionOfType(StoreUnavailableException.class).isThrownBy(probe::ask);
			}
			assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
		}
	}

	@Test
	void whoWaitsForACallGetsItsAnswer() throws Exception {
		hang();
		try (StatusProbe probe = new StatusProbe("mine", this.store, LONG)) {
			CompletableFuture<StoreStatus> first = CompletableFuture.supplyAsync(probe::ask, this.callers);
			Awaitility.await().until(() -> this.calls.get() == 1);
			this.answer.countDown();
			assertThat(first.get(1, TimeUnit.MINUTES)).isSameAs(STATUS);
		}
	}

	@Test
	void closingInterruptsTheCallAndRefusesOthers() throws InterruptedException {
		hang();
		StatusProbe probe = new StatusProbe("mine", this.store, LONG);
		CompletableFuture<StoreStatus> waiting = CompletableFuture.supplyAsync(probe::ask, this.callers);
		Awaitility.await().until(() -> this.calls.get() == 1);
		probe.close();
		assertThat(waiting).failsWithin(LONG).withThrowableThat().withCauseInstanceOf(StoreUnavailableException.class);
		assertThat(this.interrupted.await(1, TimeUnit.MINUTES)).isTrue();
		assertThatExceptionOfType(StoreUnavailableException.class).isThrownBy(probe::ask);
		assertThat(this.calls).hasValue(1);
	}

	@Test
	void whoIsInterruptedStopsWaitingAndKeepsTheFlag() {
		hang();
		try (StatusProbe probe = new StatusProbe("mine", this.store, LONG)) {
			Thread.currentThread().interrupt();
			assertThatExceptionOfType(StoreUnavailableException.class).isThrownBy(probe::ask)
				.withMessageContaining("interrupted");
			assertThat(Thread.interrupted()).isTrue();
		}
	}

	private void hang() {
		given(this.store.status()).willAnswer((call) -> {
			this.calls.incrementAndGet();
			try {
				this.answer.await();
			}
			catch (InterruptedException ex) {
				this.interrupted.countDown();
				throw new IllegalStateException(ex);
			}
			return STATUS;
		});
	}

}
