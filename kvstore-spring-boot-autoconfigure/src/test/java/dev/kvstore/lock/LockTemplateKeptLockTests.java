package dev.kvstore.lock;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Mono;

import dev.kvstore.api.LockLostException;
import dev.kvstore.api.Store;
import dev.kvstore.api.StoreLock;
import dev.kvstore.connection.StoreFactories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link LockTemplate} with locks that are kept after the call.
 */
class LockTemplateKeptLockTests {

	private static final LockTaskOptions OPTIONS = LockTaskOptions.defaults();

	private final Store store;

	private final RecordedEvents events = new RecordedEvents();

	private final LockTemplate template;

	LockTemplateKeptLockTests(@TempDir Path directory) {
		this.store = StoreFactories.create("mapdb", directory.resolve("store.db").toString());
		this.template = new LockTemplate(this.store, OPTIONS, "tests", this.events);
	}

	@AfterEach
	void close() {
		this.template.close();
		this.store.close();
	}

	@Test
	void quickTaskHoldsItsLockForTheLeastTime() {
		LockTaskOptions options = OPTIONS.withHoldAtLeast(Duration.ofMillis(600));
		long start = System.nanoTime();
		this.template.execute("a", options, (lock) -> "result");
		boolean free = isFree("a");
		long returned = System.nanoTime() - start;
		assertThat(free && returned < Duration.ofMillis(600).toNanos()).isFalse();
		Awaitility.await().until(() -> isFree("a"));
		assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(Duration.ofMillis(600).toNanos());
		assertThat(this.events.of(LockReleasedEvent.class)).singleElement()
			.satisfies((event) -> assertThat(event.held()).isGreaterThanOrEqualTo(Duration.ofMillis(600)));
	}

	@Test
	void callerDoesNotWaitForTheLeastTime() {
		this.template.execute("a", OPTIONS.withHoldAtLeast(Duration.ofDays(1)), (lock) -> "result");
		assertThat(isFree("a")).isFalse();
		this.template.close();
		assertThat(isFree("a")).isTrue();
		this.template.execute("a", OPTIONS.withHoldAtLeast(Duration.ofDays(1)), (lock) -> "result");
		assertThat(isFree("a")).isTrue();
	}

	@Test
	void stageKeepsTheLockUntilItCompletes() {
		CompletableFuture<String> source = new CompletableFuture<>();
		CompletableFuture<String> result = this.template.execute("a", (lock) -> source);
		assertThat(isFree("a")).isFalse();
		assertThat(result).isNotDone();
		source.complete("result");
		assertThat(result).succeedsWithin(Duration.ofSeconds(30)).isEqualTo("result");
		assertThat(isFree("a")).isTrue();
	}

	@Test
	void stageThatIsNoFutureKeepsTheLockToo() {
		CompletableFuture<String> source = new CompletableFuture<>();
		CompletionStage<String> result = this.template.execute("a", (lock) -> source.minimalCompletionStage());
		assertThat(isFree("a")).isFalse();
		source.complete("result");
		assertThat(result).succeedsWithin(Duration.ofSeconds(30)).isEqualTo("result");
		assertThat(isFree("a")).isTrue();
	}

	@Test
	void stageThatFailsFreesTheLock() {
		CompletableFuture<String> source = new CompletableFuture<>();
		CompletableFuture<String> result = this.template.execute("a", (lock) -> source);
		source.completeExceptionally(new IOException("thrown by a test"));
		assertThat(result).failsWithin(Duration.ofSeconds(30))
			.withThrowableThat()
			.withCauseInstanceOf(IOException.class);
		assertThat(isFree("a")).isTrue();
	}

	@Test
	void cancellationOfTheResultIsOneOfTheStage() {
		CompletableFuture<String> source = new CompletableFuture<>();
		CompletableFuture<String> result = this.template.execute("a", (lock) -> source);
		assertThat(result.cancel(true)).isTrue();
		assertThat(source).isCancelled();
		Awaitility.await().until(() -> isFree("a"));
	}

	@Test
	void lossCompletesTheStageAtOnceAndCancelsItsSource() {
		CompletableFuture<String> source = new CompletableFuture<>();
		CompletableFuture<String> result = this.template.execute("a", (lock) -> source);
		destroy("a");
		assertThat(result).failsWithin(Duration.ofSeconds(30))
			.withThrowableThat()
			.withCauseInstanceOf(LockLostException.class);
		Awaitility.await().until(source::isCancelled);
	}

	@Test
	void futureKeepsTheLockUntilItIsDone() throws Exception {
		Gate gate = new Gate();
		ExecutorService executor = Executors.newSingleThreadExecutor();
		try {
			Future<String> result = this.template.<Future<String>, Exception>execute("a",
					(lock) -> executor.submit(() -> {
						gate.pass();
						return "result";
					}));
			gate.awaitArrival();
			assertThat(isFree("a")).isFalse();
			gate.open();
			assertThat(result.get(30, TimeUnit.SECONDS)).isEqualTo("result");
			assertThat(isFree("a")).isTrue();
		}
		finally {
			executor.shutdownNow();
		}
	}

	@Test
	void cancellationPassesThroughToTheFuture() throws Exception {
		Gate gate = new Gate();
		CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
		ExecutorService executor = Executors.newSingleThreadExecutor();
		try {
			Future<?> result = this.template.<Future<?>, Exception>execute("a", (lock) -> executor.submit(() -> {
				try {
					gate.pass();
				}
				catch (InterruptedException ex) {
					interrupted.complete(true);
				}
			}));
			gate.awaitArrival();
			assertThat(result.cancel(true)).isTrue();
			assertThat(interrupted).succeedsWithin(Duration.ofSeconds(30)).isEqualTo(true);
			Awaitility.await().until(() -> isFree("a"));
		}
		finally {
			executor.shutdownNow();
		}
	}

	@Test
	void publisherIsRefusedSinceItWouldRunLater() {
		assertThatIllegalStateException().isThrownBy(() -> this.template.execute("a", (lock) -> Mono.just("late")))
			.withMessageContaining("ReactiveLockTemplate");
		assertThat(isFree("a")).isTrue();
	}

	private boolean isFree(String key) {
		return this.store.newLock(key).holder().isEmpty();
	}

	private void destroy(String key) {
		StoreLock lock = this.store.newLock(key);
		assertThat(lock.forceRelease(lock.holder().orElseThrow())).isTrue();
	}

}
