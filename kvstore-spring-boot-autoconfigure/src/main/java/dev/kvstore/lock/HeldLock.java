package dev.kvstore.lock;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import dev.kvstore.api.LockHandle;
import dev.kvstore.api.LockLostException;

/**
 * A lock that a task runs under, released when the task and whatever else keeps it have
 * freed it and it was held for long enough.
 */
final class HeldLock implements Acquisition {

	private static final Log logger = LogFactory.getLog(HeldLock.class);

	private final LockHandle handle;

	private final LockTaskOptions options;

	private final TaskLocks owner;

	private final long acquired = System.nanoTime();

	private final AtomicInteger keepers = new AtomicInteger(1);

	HeldLock(LockHandle handle, LockTaskOptions options, TaskLocks owner) {
		this.handle = handle;
		this.options = options;
		this.owner = owner;
	}

	LockHandle handle() {
		return this.handle;
	}

	boolean isOf(TaskLocks locks, String key) {
		return this.owner == locks && this.handle.key().equals(key) && this.handle.isHeld();
	}

	void begin(Duration waited) {
		this.owner.publish(new LockAcquiredEvent(this.handle.key(), this.handle.fencingToken(), waited));
		this.handle
			.onLost(() -> this.owner.publish(new LockLostEvent(this.handle.key(), this.handle.fencingToken(), held())));
	}

	<T extends @Nullable Object, E extends Throwable> T call(LockedTask<T, E> task) throws E {
		TaskThread thread = new TaskThread();
		onAbandonment(thread::interrupt);
		try {
			return LockContext.call(this, task);
		}
		finally {
			thread.end();
		}
	}

	/**
	 * Registers what tells the task that it must not go on.
	 * @param action run on a thread of its own
	 */
	void onAbandonment(Runnable action) {
		if (this.options.onLost() == OnLost.INTERRUPT) {
			this.handle.onLost(action);
		}
	}

	/**
	 * Lets one more keep the lock until it frees it.
	 */
	void keep() {
		this.keepers.incrementAndGet();
	}

	/**
	 * Ends a task that had a result.
	 * @throws LockLostException if the result does not count
	 */
	void end() {
		LockLostException lost = loss();
		LockLostException lostMeanwhile = free();
		if (this.options.onLost() == OnLost.NOTIFY) {
			return;
		}
		if (lost != null) {
			throw lost;
		}
		if (lostMeanwhile != null) {
			throw lostMeanwhile;
		}
	}

	/**
	 * Ends a task that failed.
	 * @param failure its failure
	 * @return the failure of the call
	 */
	Throwable endAfter(Throwable failure) {
		LockLostException lost = loss();
		free();
		if (lost == null || this.options.onLost() == OnLost.NOTIFY || failure instanceof LockLostException) {
			return failure;
		}
		lost.addSuppressed(failure);
		return lost;
	}

	@Nullable LockLostException loss() {
		try {
			this.handle.assertHeld();
			return null;
		}
		catch (LockLostException ex) {
			return ex;
		}
	}

	/**
	 * Releases the lock if nobody else keeps it, now or when it was held for long enough.
	 * @return the loss, if that is how the lock was found
	 */
	@Nullable LockLostException free() {
		if (this.keepers.decrementAndGet() > 0) {
			return null;
		}
		Duration remaining = this.options.holdAtLeast().minus(held());
		if (remaining.compareTo(Duration.ZERO) > 0) {
			this.owner.releaseLater(this, remaining);
			return null;
		}
		return release();
	}

	@Nullable LockLostException release() {
		Duration held = held();
		try {
			this.handle.unlock();
			this.owner.publish(new LockReleasedEvent(this.handle.key(), this.handle.fencingToken(), held));
		}
		catch (LockLostException ex) {
			return ex;
		}
		catch (RuntimeException ex) {
			logger.warn("The lock of '" + this.handle.key() + "' was not released and ends with its TTL or its store",
					ex);
		}
		return null;
	}

	private Duration held() {
		return Duration.ofNanos(System.nanoTime() - this.acquired);
	}

}
