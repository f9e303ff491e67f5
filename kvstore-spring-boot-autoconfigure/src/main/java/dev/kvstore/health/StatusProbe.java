package dev.kvstore.health;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.jspecify.annotations.Nullable;

import dev.kvstore.api.Store;
import dev.kvstore.api.StoreStatus;
import dev.kvstore.api.StoreUnavailableException;

/**
 * Asks a store for its status, on a thread of its own and never twice at once: whoever
 * asks meanwhile gets the same answer. The thread ends with the call, which nobody waits
 * for longer than a timeout.
 */
final class StatusProbe implements AutoCloseable {

	/** So that a store which keeps the timeout itself can say what is wrong. */
	private static final Duration SLACK = Duration.ofMillis(500);

	private final String backend;

	private final Store store;

	private final Duration timeout;

	private @Nullable Attempt running;

	private boolean closed;

	StatusProbe(String backend, Store store, Duration timeout) {
		this.backend = backend;
		this.store = store;
		this.timeout = timeout;
	}

	/**
	 * Asks for the status or waits for the answer to who has asked.
	 * @return the answer
	 * @throws StoreUnavailableException also if there is no answer in time
	 */
	StoreStatus ask() {
		Attempt attempt = attempt();
		try {
			long left = attempt.begin() + this.timeout.plus(SLACK).toNanos() - System.nanoTime();
			return attempt.answer().get(Math.max(0, left), TimeUnit.NANOSECONDS);
		}
		catch (TimeoutException ex) {
			throw unavailable("there was no answer within " + this.timeout, ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw unavailable("the thread was interrupted while it waited", ex);
		}
		catch (ExecutionException ex) {
			if (ex.getCause() instanceof RuntimeException failure) {
				throw failure;
			}
			throw new IllegalStateException("The status could not be asked for", ex.getCause());
		}
	}

	private synchronized Attempt attempt() {
		if (this.closed) {
			throw unavailable("the application stops", null);
		}
		Attempt present = this.running;
		if (present != null && !present.answer().isDone()) {
			return present;
		}
		CompletableFuture<StoreStatus> answer = new CompletableFuture<>();
		Thread thread = new Thread(null, () -> complete(answer), "kvstore-health-" + this.backend, 0, false);
		thread.setDaemon(true);
		Attempt started = new Attempt(answer, thread, System.nanoTime());
		this.running = started;
		thread.start();
		return started;
	}

	private void complete(CompletableFuture<StoreStatus> answer) {
		try {
			answer.complete(this.store.status());
		}
		catch (RuntimeException | Error ex) {
			answer.completeExceptionally(ex);
		}
	}

	private StoreUnavailableException unavailable(String reason, @Nullable Exception cause) {
		return new StoreUnavailableException(this.backend, "status", null, false, reason, cause);
	}

	/**
	 * Interrupts the call that runs and lets nobody wait for it.
	 */
	@Override
	public synchronized void close() {
		this.closed = true;
		if (this.running != null) {
			this.running.answer().completeExceptionally(unavailable("the application stops", null));
			this.running.thread().interrupt();
		}
	}

	/**
	 * A call.
	 *
	 * @param answer its answer
	 * @param thread the thread that waits for the store
	 * @param begin when it began, by the monotonic clock
	 */
	private record Attempt(CompletableFuture<StoreStatus> answer, Thread thread, long begin) {

	}

}
