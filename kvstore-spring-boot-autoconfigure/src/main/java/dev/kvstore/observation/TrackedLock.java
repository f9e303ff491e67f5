package dev.kvstore.observation;

import java.time.Duration;
import java.util.Optional;

import dev.kvstore.api.LockHandle;
import dev.kvstore.api.LockHolder;
import dev.kvstore.api.StoreLock;

/**
 * A lock whose holders are kept.
 */
final class TrackedLock implements StoreLock {

	private final StoreLock lock;

	private final ActivityTracker tracker;

	TrackedLock(StoreLock lock, ActivityTracker tracker) {
		this.lock = lock;
		this.tracker = tracker;
	}

	@Override
	public String key() {
		return this.lock.key();
	}

	@Override
	public LockHandle lock() throws InterruptedException {
		return TrackedHandle.of(this.lock.lock(), this.tracker);
	}

	@Override
	public Optional<LockHandle> tryLock() {
		return this.lock.tryLock().map((handle) -> TrackedHandle.of(handle, this.tracker));
	}

	@Override
	public Optional<LockHandle> tryLock(Duration maxWait) throws InterruptedException {
		return this.lock.tryLock(maxWait).map((handle) -> TrackedHandle.of(handle, this.tracker));
	}

	@Override
	public Optional<LockHolder> holder() {
		return this.lock.holder();
	}

	@Override
	public boolean forceRelease(LockHolder holder) {
		return this.lock.forceRelease(holder);
	}

}
