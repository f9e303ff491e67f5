package dev.kvstore.backend;

import java.time.Duration;
import java.util.Optional;

import dev.kvstore.api.LockHandle;
import dev.kvstore.api.LockHolder;
import dev.kvstore.api.LockOptions;
import dev.kvstore.api.StoreLock;
import dev.kvstore.api.StoreUnavailableException;

/**
 * The lock of a key, which is the first's in a queue of contenders on the server.
 *
 * @param <L> what names a lease
 */
final class QueuedLock<L> implements StoreLock {

	private final QueuedLocks<L> locks;

	private final String key;

	private final LockOptions options;

	QueuedLock(QueuedLocks<L> locks, String key, LockOptions options) {
		this.locks = locks;
		this.key = key;
		this.options = options;
	}

	@Override
	public String key() {
		return this.key;
	}

	@Override
	public LockHandle lock() throws InterruptedException {
		return acquire("lock", Deadline.never()).orElseThrow();
	}

	@Override
	public Optional<LockHandle> tryLock() {
		this.locks.store().requireWritable("tryLock", this.key);
		try {
			return attempt("tryLock", Deadline.after(Duration.ZERO)).run();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new StoreUnavailableException(this.locks.backend(), "tryLock", this.key, false,
					"the thread was interrupted; what the server may have kept is withdrawn in the background", ex);
		}
	}

	@Override
	public Optional<LockHandle> tryLock(Duration maxWait) throws InterruptedException {
		Arguments.requireNonNull(maxWait, "maxWait");
		return acquire("tryLock", Deadline.after(maxWait));
	}

	private Optional<LockHandle> acquire(String operation, Deadline deadline) throws InterruptedException {
		if (Thread.interrupted()) {
			throw new InterruptedException();
		}
		this.locks.store().requireOpen(operation, this.key);
		return attempt(operation, deadline).run();
	}

	private LockAttempt<L> attempt(String operation, Deadline deadline) {
		return new LockAttempt<>(this.locks, operation, this.key, this.options, deadline);
	}

	@Override
	public Optional<LockHolder> holder() {
		this.locks.store().requireOpen("holder", this.key);
		return this.locks.queue().first(this.key);
	}

	@Override
	public boolean forceRelease(LockHolder holder) {
		Arguments.requireNonNull(holder, "holder");
		this.locks.store().requireWritable("forceRelease", this.key);
		return this.locks.queue().removeFirst(this.key, holder.fencingToken());
	}

}
