package dev.kvstore.integration;

import java.time.Duration;
import java.util.ConcurrentModificationException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;

import dev.kvstore.api.LockHandle;
import dev.kvstore.api.LockLostException;
import dev.kvstore.api.StoreLock;

/**
 * A lock of the store in the hands of one thread at a time.
 */
final class ThreadLock {

	private final ReentrantLock thread = new ReentrantLock(true);

	private @Nullable LockHandle handle;

	private int uses;

	static ThreadLock used(@Nullable ThreadLock present) {
		ThreadLock lock = (present != null) ? present : new ThreadLock();
		lock.uses++;
		return lock;
	}

	@Nullable ThreadLock unused() {
		this.uses--;
		return (this.uses > 0) ? this : null;
	}

	boolean lock(StoreLock lock) {
		this.thread.lock();
		return enter(() -> Optional.of(lockUninterruptibly(lock)));
	}

	private static LockHandle lockUninterruptibly(StoreLock lock) {
		boolean interrupted = false;
		try {
			while (true) {
				try {
					return lock.lock();
				}
				catch (InterruptedException ex) {
					interrupted = true;
				}
			}
		}
		finally {
			if (interrupted) {
				Thread.currentThread().interrupt();
			}
		}
	}

	boolean lockInterruptibly(StoreLock lock) throws InterruptedException {
		this.thread.lockInterruptibly();
		return enter(() -> Optional.of(lock.lock()));
	}

	boolean tryLock(StoreLock lock) {
		return this.thread.tryLock() && enter(lock::tryLock);
	}

	boolean tryLock(StoreLock lock, long nanos) throws InterruptedException {
		long start = System.nanoTime();
		return this.thread.tryLock(nanos, TimeUnit.NANOSECONDS)
				&& enter(() -> lock.tryLock(Duration.ofNanos(Math.max(0, nanos - (System.nanoTime() - start)))));
	}

	private <E extends Exception> boolean enter(Acquisition<E> acquisition) throws E {
		boolean entered = false;
		try {
			if (this.handle == null) {
				this.handle = acquisition.acquire().orElse(null);
			}
			else {
				requireHeld(this.handle);
			}
			entered = this.handle != null;
			return entered;
		}
		finally {
			if (!entered) {
				this.thread.unlock();
			}
		}
	}

	private static void requireHeld(LockHandle handle) {
		try {
			handle.assertHeld();
		}
		catch (LockLostException ex) {
			throw lost(handle, ex);
		}
	}

	boolean isOwn() {
		return this.thread.isHeldByCurrentThread();
	}

	Optional<LockHandle> handle() {
		return isOwn() ? Optional.ofNullable(this.handle) : Optional.empty();
	}

	void unlock() {
		try {
			if (this.handle != null && this.thread.getHoldCount() == 1) {
				release(this.handle);
			}
		}
		finally {
			this.thread.unlock();
		}
	}

	private void release(LockHandle held) {
		this.handle = null;
		try {
			held.unlock();
		}
		catch (LockLostException ex) {
			throw lost(held, ex);
		}
	}

	private static ConcurrentModificationException lost(LockHandle handle, LockLostException ex) {
		return new ConcurrentModificationException(
				"Lock '" + handle.key()
						+ "' was lost while it was held; what it protects may have been changed by its next holder",
				ex);
	}

	/**
	 * Gets the lock from the store.
	 *
	 * @param <E> what it throws
	 */
	@FunctionalInterface
	private interface Acquisition<E extends Exception> {

		Optional<LockHandle> acquire() throws E;

	}

}
