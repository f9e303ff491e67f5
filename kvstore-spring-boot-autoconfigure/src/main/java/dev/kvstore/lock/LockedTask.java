package dev.kvstore.lock;

import org.jspecify.annotations.Nullable;

import dev.kvstore.api.LockHandle;

/**
 * What runs under a lock.
 *
 * @param <T> the type of the result
 * @param <E> the type of checked exception, if it throws any
 */
@FunctionalInterface
public interface LockedTask<T extends @Nullable Object, E extends Throwable> {

	/**
	 * Runs while the lock is held.
	 * @param lock the lock, released by who took it and not by the task
	 * @return the result
	 * @throws E if it fails
	 */
	T run(LockHandle lock) throws E;

}
