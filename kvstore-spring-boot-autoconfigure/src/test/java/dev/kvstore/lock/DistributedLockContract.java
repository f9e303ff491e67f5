package dev.kvstore.lock;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import dev.kvstore.api.LockHandle;
import dev.kvstore.api.LockLostException;
import dev.kvstore.api.Store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.Mockito.mock;

/**
 * What {@link DistributedLock} does in two applications on one backend and one database.
 * A backend's test class extends it; no case may be skipped or weakened.
 */
public abstract class DistributedLockContract {

	private static final int WORKERS = 6;

	/** What the caller passes for the lock. */
	private static final LockHandle IGNORED = mock();

	final String name = "counter-" + UUID.randomUUID();

	private final String database = LockedApplication.newDatabase();

	private final List<Store> stores = new ArrayList<>();

	private LockedApplication first;

	LockedApplication second;

	/**
	 * Opens a further store, independent of those opened before.
	 * @return a store that the contract closes
	 */
	protected abstract Store open();

	/**
	 * Destroys on the server, with a client of its own, what makes somebody the holder of
	 * a lock: its lease, session or record.
	 * @param key the key of the lock
	 * @throws Exception if it went wrong
	 */
	protected abstract void destroyHolder(String key) throws Exception;

	/**
	 * Returns how long after the destruction the holder's store may be told of it.
	 * @return the time until the server tells or the clock runs out
	 */
	protected Duration toldWithin() {
		return Duration.ofSeconds(1);
	}

	@BeforeEach
	void start() {
		this.stores.add(open());
		this.stores.add(open());
		this.first = LockedApplication.start(this.stores.get(0), this.database);
		this.second = LockedApplication.start(this.stores.get(1), this.database);
		this.first.createCounter(this.name);
	}

	@AfterEach
	void stop() {
		this.first.close();
		this.second.close();
		this.stores.parallelStream().forEach(Store::close);
	}

	@Test
	void counterLosesNothingInTheTransactionOfTheMethod() throws Exception {
		race((application) -> application.jobs().increment(this.name));
		assertThat(this.first.counter(this.name)).isEqualTo(WORKERS * 5);
	}

	@Test
	void counterLosesNothingInTheTransactionOfTheCaller() throws Exception {
		race((application) -> application.transactions()
			.executeWithoutResult((status) -> application.jobs().incrementInTheCallersTransaction(this.name)));
		assertThat(this.first.counter(this.name)).isEqualTo(WORKERS * 5);
	}

	private void race(Step step) throws Exception {
		List<FutureTask<Integer>> workers = IntStream.range(0, WORKERS).mapToObj((number) -> Threads.start(() -> {
			for (int i = 0; i < 5; i++) {
				step.run((number % 2 != 0) ? this.first : this.second);
			}
			return number;
		})).toList();
		for (FutureTask<?> worker : workers) {
			Threads.get(worker);
		}
	}

	@Test
	void fencingTokensIncreaseOverHandovers() throws Exception {
		List<Long> tokens = new ArrayList<>();
		for (int round = 0; round < 200; round++) {
			LockedApplication application = (round % 2 != 0) ? this.first : this.second;
			tokens.add(Threads.get(Threads.start(() -> application.jobs().token(this.name, IGNORED))));
		}
		assertThat(tokens).hasSize(200).isSorted().doesNotHaveDuplicates();
	}

	@Test
	void lossInterruptsTheJobAndItsLateWriteIsRefused() throws Exception {
		Gate gate = new Gate();
		AtomicLong lostToken = new AtomicLong();
		AtomicLong interrupted = new AtomicLong();
		FutureTask<Object> job = Threads.start(() -> this.first.jobs().run(this.name, () -> {
			lostToken.set(LockContext.current().fencingToken());
			try {
				gate.pass();
			}
			finally {
				interrupted.set(System.nanoTime());
			}
			return "result";
		}));
		gate.awaitArrival();
		destroyHolder(key());
		long destroyed = System.nanoTime();
		assertThatExceptionOfType(Exception.class).isThrownBy(() -> Threads.get(job))
			.withCauseInstanceOf(LockLostException.class);
		assertThat(Duration.ofNanos(interrupted.get() - destroyed))
			.isLessThan(toldWithin().plus(Duration.ofSeconds(1)));
		long nextToken = Threads.get(Threads.start(() -> this.second.jobs().token(this.name, IGNORED)));
		assertThat(write(this.second, nextToken, 2)).isTrue();
		assertThat(write(this.first, lostToken.get(), 1)).isFalse();
		assertThat(this.first.counter(this.name)).isEqualTo(2);
	}

	private boolean write(LockedApplication application, long token, int value) {
		return application.jdbc()
			.update("update counters set val = ?, token = ? where name = ? and token < ?", value, token, this.name,
					token) == 1;
	}

	@Test
	void lossEndsTheCallOfAJobThatSwallowsTheInterrupt() throws Exception {
		Gate gate = new Gate();
		AtomicBoolean swallowed = new AtomicBoolean();
		FutureTask<Object> job = Threads.start(() -> this.first.jobs().run(this.name, () -> {
			try {
				gate.pass();
			}
			catch (InterruptedException ex) {
				swallowed.set(true);
			}
			return "result";
		}));
		gate.awaitArrival();
		destroyHolder(key());
		assertThatExceptionOfType(Exception.class).isThrownBy(() -> Threads.get(job))
			.withCauseInstanceOf(LockLostException.class);
		assertThat(swallowed).isTrue();
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void transactionOfTheMethodDoesNotCommitWithoutTheLock(boolean told) throws Exception {
		assertThatExceptionOfType(LockLostException.class).isThrownBy(() -> {
			if (told) {
				this.first.jobs().writeAndThen(this.name, this::loseTheLock);
			}
			else {
				this.first.jobs().writeAndThenUntold(this.name, this::loseTheLock);
			}
		});
		assertThat(this.second.counter(this.name)).isZero();
	}

	@Test
	void transactionOfTheCallerDoesNotCommitWithoutTheLock() throws Exception {
		assertThatExceptionOfType(LockLostException.class)
			.isThrownBy(() -> this.first.transactions().executeWithoutResult((status) -> {
				this.first.jobs().incrementInTheCallersTransaction(this.name);
				loseTheLock();
			}));
		assertThat(this.second.counter(this.name)).isZero();
	}

	@Test
	void transactionOfTheCallerKeepsTheLockUntilItHasCompleted() throws Exception {
		this.first.transactions().executeWithoutResult((status) -> {
			this.first.jobs().incrementInTheCallersTransaction(this.name);
			assertThat(isFree()).isFalse();
			status.setRollbackOnly();
		});
		assertThat(isFree()).isTrue();
		this.first.transactions()
			.executeWithoutResult((status) -> this.first.jobs().incrementInTheCallersTransaction(this.name));
		assertThat(isFree()).isTrue();
		assertThat(this.second.counter(this.name)).isOne();
	}

	@Test
	void transactionThatKeepsTheLockFindsItBusyAtOnce() {
		assertThatExceptionOfType(LockNotAcquiredException.class)
			.isThrownBy(() -> this.first.transactions().executeWithoutResult((status) -> {
				this.first.jobs().incrementInTheCallersTransaction(this.name);
				this.first.jobs().incrementInTheCallersTransaction(this.name);
			}))
			.withMessageContaining("transaction");
		assertThat(isFree()).isTrue();
	}

	private Object loseTheLock() {
		try {
			destroyHolder(key());
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
		await().until(() -> {
			Thread.interrupted();
			return !this.first.events().of(LockLostEvent.class).isEmpty();
		});
		return "result";
	}

	@Test
	void stageHoldsTheLockUntilItCompletes() throws Exception {
		CompletableFuture<String> source = new CompletableFuture<>();
		CompletableFuture<String> result = this.first.jobs().stage(this.name, source);
		assertBusyThenFree(() -> source.complete("result"));
		assertThat(result).succeedsWithin(Duration.ofSeconds(30)).isEqualTo("result");
	}

	@Test
	void futureHoldsTheLockUntilItIsDone() throws Exception {
		FutureTask<String> source = new FutureTask<>(() -> "result");
		assertThat(this.first.jobs().future(this.name, source).isDone()).isFalse();
		assertBusyThenFree(source);
	}

	@Test
	void monoHoldsTheLockFromSubscriptionToCompletion() throws Exception {
		Sinks.One<String> source = Sinks.one();
		Mono<String> mono = this.first.jobs().mono(this.name, source.asMono());
		assertThat(isFree()).isTrue();
		CompletableFuture<String> result = mono.toFuture();
		await().until(() -> source.currentSubscriberCount() == 1);
		assertBusyThenFree(() -> source.tryEmitValue("result").orThrow());
		assertThat(result).succeedsWithin(Duration.ofSeconds(30)).isEqualTo("result");
	}

	@Test
	void fluxThatIsCancelledFreesTheLock() throws Exception {
		Sinks.Many<String> source = Sinks.many().multicast().onBackpressureBuffer();
		Flux<String> flux = this.first.jobs().flux(this.name, source.asFlux());
		Disposable subscription = flux.subscribe();
		await().until(() -> source.currentSubscriberCount() == 1);
		assertBusyThenFree(subscription::dispose);
	}

	@Test
	void cancellationAtAnyTimeLeavesNoLockBehind() {
		for (int round = 0; round < 100; round++) {
			Mono<String> mono = this.first.jobs().mono(this.name + "/" + round, Mono.never());
			Disposable subscription = mono.subscribe();
			LockSupport.parkNanos(round * 40_000L);
			subscription.dispose();
		}
		await().until(() -> IntStream.range(0, 100)
			.allMatch((round) -> this.stores.get(1).newLock(key() + "/" + round).holder().isEmpty()));
		await().until(() -> this.first.events().of(LockAcquiredEvent.class).size() == this.first.events()
			.of(LockReleasedEvent.class)
			.size());
	}

	@Test
	void lossCancelsThePublisher() throws Exception {
		AtomicBoolean cancelled = new AtomicBoolean();
		CountDownLatch subscribed = new CountDownLatch(1);
		Mono<String> source = Mono.<String>never()
			.doOnSubscribe((subscription) -> subscribed.countDown())
			.doOnCancel(() -> cancelled.set(true));
		CompletableFuture<String> result = this.first.jobs().mono(this.name, source).toFuture();
		assertThat(subscribed.await(30, TimeUnit.SECONDS)).isTrue();
		destroyHolder(key());
		assertThat(result).failsWithin(Duration.ofSeconds(30))
			.withThrowableThat()
			.withCauseInstanceOf(LockLostException.class);
		assertThat(cancelled).isTrue();
	}

	private void assertBusyThenFree(Runnable end) {
		assertThat(isFree()).isFalse();
		assertThatExceptionOfType(LockNotAcquiredException.class)
			.isThrownBy(() -> this.second.jobs().run(this.name, () -> "never"));
		end.run();
		await().until(this::isFree);
	}

	@Test
	void busyLockSkipsTheMethod() throws Exception {
		LockHandle rival = this.stores.get(1).newLock(key()).lock();
		LockedJobs jobs = this.first.jobs();
		assertThat(jobs.skippedOptional(this.name)).isEmpty();
		assertThat(jobs.skippedText(this.name)).isNull();
		jobs.skippedVoid(this.name, () -> {
			throw new AssertionError("It was run");
		});
		assertThat(jobs.skippedStage(this.name)).isCompletedWithValue(null);
		assertThat(jobs.skippedMono(this.name).blockOptional(Duration.ofSeconds(30))).isEmpty();
		assertThat(jobs.skippedFlux(this.name).collectList().block(Duration.ofSeconds(30))).isEmpty();
		assertThat(this.first.events().of(LockBusyEvent.class)).hasSize(6);
		rival.unlock();
		assertThat(jobs.skippedOptional(this.name)).contains("run");
		assertThat(jobs.skippedText(this.name)).isEqualTo("run");
		assertThat(jobs.skippedStage(this.name)).succeedsWithin(Duration.ofSeconds(30)).isEqualTo("run");
		assertThat(jobs.skippedMono(this.name).block(Duration.ofSeconds(30))).isEqualTo("run");
		assertThat(jobs.skippedFlux(this.name).blockLast(Duration.ofSeconds(30))).isEqualTo("run");
	}

	@Test
	void eventsAreApplicationEvents() throws Exception {
		long token = this.first.jobs().token(this.name, IGNORED);
		assertThat(this.first.events().types()).containsExactly(LockAcquiredEvent.class, LockReleasedEvent.class);
		assertThat(this.first.events().of(LockReleasedEvent.class)).singleElement()
			.satisfies((event) -> assertThat(event.key()).isEqualTo(key()))
			.satisfies((event) -> assertThat(event.fencingToken()).isEqualTo(token));
		assertThat(this.second.events().types()).isEmpty();
	}

	private boolean isFree() {
		return this.stores.get(1).newLock(key()).holder().isEmpty();
	}

	private String key() {
		return "jobs/" + this.name;
	}

	static ConditionFactory await() {
		return Awaitility.await().pollInSameThread().pollInterval(Duration.ofMillis(10)).atMost(Duration.ofSeconds(30));
	}

	@FunctionalInterface
	private interface Step {

		void run(LockedApplication application) throws Exception;

	}

}
