package dev.kvstore.lock;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;

import org.jspecify.annotations.Nullable;

import dev.kvstore.api.LockLostException;

/**
 * The result of a task that goes on after it returned. Completes after the lock was
 * freed, except for a loss and for its own cancellation, which come at once.
 *
 * @param <T> the type of the result
 */
final class HeldFuture<T extends @Nullable Object> extends CompletableFuture<T> {

	private final HeldLock lock;

	private final Future<T> source;

	private HeldFuture(HeldLock lock, Future<T> source) {
		this.lock = lock;
		this.source = source;
	}

	static <T extends @Nullable Object> HeldFuture<T> of(HeldLock lock, CompletionStage<T> source, Executor executor) {
		HeldFuture<T> future = new HeldFuture<>(lock, cancellable(source));
		lock.onAbandonment(future::abandon);
		source.whenComplete((value, failure) -> executor.execute(() -> future.end(value, failure)));
		return future;
	}

	static <T extends @Nullable Object> HeldFuture<T> of(HeldLock lock, Future<T> source, Executor executor) {
		HeldFuture<T> future = new HeldFuture<>(lock, source);
		lock.onAbandonment(future::abandon);
		executor.execute(future::await);
		return future;
	}

	private static <T extends @Nullable Object> Future<T> cancellable(CompletionStage<T> source) {
		try {
			return source.toCompletableFuture();
		}
		catch (UnsupportedOperationException ex) {
			return new CompletableFuture<>();
		}
	}

	private void await() {
		try {
			end(this.source.get(), null);
		}
		catch (ExecutionException ex) {
			end(null, (ex.getCause() != null) ? ex.getCause() : ex);
		}
		catch (Exception ex) {
			end(null, ex);
		}
	}

	@SuppressWarnings("NullAway") // a stage that fails has no value
	private void end(@Nullable T value, @Nullable Throwable failure) {
		if (failure != null) {
			completeExceptionally(this.lock.endAfter(failure));
			return;
		}
		try {
			this.lock.end();
			complete(value);
		}
		catch (LockLostException ex) {
			completeExceptionally(ex);
		}
	}

	private void abandon() {
		LockLostException lost = this.lock.loss();
		if (lost != null && completeExceptionally(lost)) {
			this.source.cancel(true);
		}
	}

	@Override
	public boolean cancel(boolean mayInterruptIfRunning) {
		this.source.cancel(mayInterruptIfRunning);
		return super.cancel(mayInterruptIfRunning);
	}

	@Override
	public <U> CompletableFuture<U> newIncompleteFuture() {
		return new CompletableFuture<>();
	}

}
