package dev.kvstore.lock;

import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.core.ReactiveAdapter;
import org.springframework.core.ReactiveAdapterRegistry;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.util.Assert;

import dev.kvstore.api.Store;

/**
 * Runs tasks under a lock: what {@link DistributedLock} does, for code. Safe for use by
 * any thread.
 * <p>
 * The lock is held until the task has ended, until a transaction that was open on the
 * thread has completed, and, if the result is a {@link CompletionStage} or a
 * {@link Future}, until that has completed. Such a result is wrapped in a
 * {@link java.util.concurrent.CompletableFuture}. A lock that is lost meanwhile is told
 * to the task as {@link LockTaskOptions#onLost()} says, and keeps transactions from
 * committing. A task's failure is then suppressed by the
 * {@link dev.kvstore.api.LockLostException}.
 * <p>
 * Locks are not re-entrant: a thread that asks for a key that it holds finds it busy, at
 * once.
 */
public final class LockTemplate implements AutoCloseable {

	private final LockTaskOptions options;

	private final TaskLocks locks;

	private final Executor executor = executor();

	/**
	 * Creates a template.
	 * @param store the store that has the locks, not closed with the template
	 * @param options the options of tasks that come without
	 * @param holder a text that tells others who holds a lock
	 * @param publisher told of locks that are acquired, released, lost and busy
	 */
	public LockTemplate(Store store, LockTaskOptions options, String holder, ApplicationEventPublisher publisher) {
		Assert.notNull(store, "'store' must not be null");
		Assert.notNull(options, "'options' must not be null");
		Assert.notNull(holder, "'holder' must not be null");
		Assert.notNull(publisher, "'publisher' must not be null");
		this.options = options;
		this.locks = new TaskLocks(store, holder, new LockEvents(publisher));
	}

	private static Executor executor() {
		SimpleAsyncTaskExecutor threads = new SimpleAsyncTaskExecutor("kvstore-lock-results-");
		threads.setDaemon(true);
		if (Runtime.version().feature() >= 21) {
			threads.setVirtualThreads(true);
		}
		return threads;
	}

	/**
	 * Returns the options of tasks that come without.
	 * @return the options
	 */
	public LockTaskOptions options() {
		return this.options;
	}

	/**
	 * Runs a task under a lock, with the options of this template.
	 * @param key the key of the lock
	 * @param task what to run
	 * @param <T> the type of the result
	 * @param <E> the type of checked exception that the task throws
	 * @return the result
	 * @throws LockNotAcquiredException if the lock was not to be had
	 * @throws dev.kvstore.api.LockLostException if the lock was lost meanwhile
	 * @throws E if the task fails
	 */
	public <T extends @Nullable Object, E extends Throwable> T execute(String key, LockedTask<T, E> task) throws E {
		return execute(key, this.options, task);
	}

	/**
	 * Runs a task under a lock.
	 * @param key the key of the lock
	 * @param options how to get, hold and lose it
	 * @param task what to run
	 * @param <T> the type of the result
	 * @param <E> the type of checked exception that the task throws
	 * @return the result
	 * @throws LockNotAcquiredException if the lock was not to be had
	 * @throws dev.kvstore.api.LockLostException if the lock was lost meanwhile
	 * @throws E if the task fails
	 */
	public <T extends @Nullable Object, E extends Throwable> T execute(String key, LockTaskOptions options,
			LockedTask<T, E> task) throws E {
		return run(key, options, task, (busy) -> {
			throw busy.exception();
		});
	}

	/**
	 * Runs a task under a lock, or something else if the lock is not to be had.
	 * @param key the key of the lock
	 * @param options how to get, hold and lose it
	 * @param task what to run
	 * @param otherwise gives the result if the lock is busy
	 * @param <T> the type of the result
	 * @param <E> the type of checked exception that the task throws
	 * @return the result
	 * @throws LockNotAcquiredException if the wait for the lock was interrupted
	 * @throws dev.kvstore.api.LockLostException if the lock was lost meanwhile
	 * @throws E if the task fails
	 */
	public <T extends @Nullable Object, E extends Throwable> T execute(String key, LockTaskOptions options,
			LockedTask<T, E> task, Supplier<? extends T> otherwise) throws E {
		Assert.notNull(otherwise, "'otherwise' must not be null");
		return run(key, options, task, (busy) -> otherwise.get());
	}

	private <T extends @Nullable Object, E extends Throwable> T run(String key, LockTaskOptions options,
			LockedTask<T, E> task, Function<Busy, ? extends T> otherwise) throws E {
		Assert.notNull(task, "'task' must not be null");
		Acquisition acquisition = this.locks.acquire(key, options, LockContext.locks());
		if (acquisition instanceof Busy busy) {
			return otherwise.apply(busy);
		}
		return run((HeldLock) acquisition, task);
	}

	@SuppressWarnings("unchecked") // what a task throws is of its type or unchecked
	private <T extends @Nullable Object, E extends Throwable> T run(HeldLock lock, LockedTask<T, E> task) throws E {
		T result;
		try {
			OpenTransaction.keep(lock);
			result = lock.call(task);
			refuseDeferred(result);
		}
		catch (Throwable ex) {
			throw (E) lock.endAfter(ex);
		}
		return end(lock, result);
	}

	private static void refuseDeferred(@Nullable Object result) {
		ReactiveAdapter adapter = ReactiveAdapterRegistry.getSharedInstance().getAdapter(null, result);
		if (adapter != null && adapter.getDescriptor().isDeferred()) {
			throw new IllegalStateException("A task under a lock returned a "
					+ adapter.getReactiveType().getSimpleName()
					+ ", which would only run after the lock's release: use ReactiveLockTemplate, or declare it as the "
					+ "method's return type");
		}
	}

	@SuppressWarnings("unchecked") // a declared Future, CompletionStage or
									// CompletableFuture
	private <T extends @Nullable Object> T end(HeldLock lock, T result) {
		if (result instanceof CompletionStage<?> stage) {
			return (T) HeldFuture.of(lock, stage, this.executor);
		}
		if (result instanceof Future<?> future && !future.isDone()) {
			return (T) HeldFuture.of(lock, future, this.executor);
		}
		lock.end();
		return result;
	}

	TaskLocks locks() {
		return this.locks;
	}

	/**
	 * Releases the locks that are held longer than their tasks ran. Tasks that still run
	 * keep theirs.
	 */
	@Override
	public void close() {
		this.locks.close();
	}

}
