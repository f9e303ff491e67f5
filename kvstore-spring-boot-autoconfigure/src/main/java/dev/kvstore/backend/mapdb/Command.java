package dev.kvstore.backend.mapdb;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import dev.kvstore.api.StoreException;
import dev.kvstore.api.StoreUnavailableException;

/**
 * A write on its way to the commit loop. Until the loop takes it, it can be withdrawn.
 *
 * @param <T> what the write answers
 */
final class Command<T> {

	private final Function<Batch, T> work;

	private final int size;

	private final AtomicBoolean taken = new AtomicBoolean();

	private final CompletableFuture<T> answer = new CompletableFuture<>();

	private @Nullable T computed;

	Command(int size, Function<Batch, T> work) {
		this.size = size;
		this.work = work;
	}

	int size() {
		return this.size;
	}

	/**
	 * Takes the command to run it, or to withdraw it.
	 * @return whether it was still to be had
	 */
	boolean take() {
		return this.taken.compareAndSet(false, true);
	}

	void run(Batch batch) {
		this.computed = this.work.apply(batch);
	}

	@SuppressWarnings("NullAway")
	void complete() {
		this.answer.complete(this.computed);
	}

	void fail(Exception failure) {
		this.answer.completeExceptionally(failure);
	}

	T await(String operation, @Nullable String key, Duration timeout) {
		try {
			return this.answer.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
		}
		catch (TimeoutException ex) {
			throw unanswered(operation, key, "no commit within " + timeout, ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw unanswered(operation, key, "the thread was interrupted", ex);
		}
		catch (ExecutionException ex) {
			throw translate(operation, key, ex.getCause());
		}
	}

	private StoreUnavailableException unanswered(String operation, @Nullable String key, String reason, Exception ex) {
		boolean withdrawn = take();
		return new StoreUnavailableException(MapDbStore.BACKEND, operation, key, !withdrawn, reason, ex);
	}

	private static StoreException translate(String operation, @Nullable String key, @Nullable Throwable cause) {
		if (cause instanceof WriteFailure failure) {
			return failure.translate(operation, key);
		}
		return WriteFailure.outcomeUnknown((cause != null) ? cause : new IllegalStateException())
			.translate(operation, key);
	}

}
