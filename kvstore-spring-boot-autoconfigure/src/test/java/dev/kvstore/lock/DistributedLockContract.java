package dev.kvstore.lock;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import dev.kvstore.api.LockHandle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What {@link DistributedLock} does in two applications on one backend and one database.
 * A backend's test class extends it; no case may be skipped or weakened.
 */
public abstract class DistributedLockContract extends LostLockContract {

	private static final int WORKERS = 6;

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

	@FunctionalInterface
	private interface Step {

		void run(LockedApplication application) throws Exception;

	}

}
