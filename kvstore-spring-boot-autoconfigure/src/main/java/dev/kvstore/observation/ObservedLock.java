package dev.kvstore.observation;

import java.time.Duration;
import java.util.Optional;

import dev.kvstore.api.LockHandle;
import dev.kvstore.api.LockHolder;
import dev.kvstore.api.StoreLock;

/**
 * A lock whose operations are observed.
 */
final class ObservedLock implements StoreLock {

	private final StoreLock lock;

	private final StoreObservations observations;

	ObservedLock(StoreLock lock, StoreObservations observations) {
		this.lock = lock;
		this.observations = observations;
	}

	@Override
	public String key() {
		return this.lock.key();
	}

	@Override
	public LockHandle lock() throws InterruptedException {
		return observed(this.observations.observe("lock", key(), this.lock::lock));
	}

	@Override
	public Optional<LockHandle> tryLock() {
		return this.observations.observe("tryLock", key(), () -> this.lock.tryLock(), ObservedLock::taken)
			.map(this::observed);
	}

	@Override
	public Optional<LockHandle> tryLock(Duration maxWait) throws InterruptedException {
		return this.observations.observe("tryLock", key(), () -> this.lock.tryLock(maxWait), ObservedLock::taken)
			.map(this::observed);
	}

	@Override
	public Optional<LockHolder> holder() {
		return this.observations.observe("holder", key(), this.lock::holder);
	}

	@Override
	public boolean forceRelease(LockHolder holder) {
		return this.observations.observe("forceRelease", key(), () -> this.lock.forceRelease(holder),
				(released) -> released ? OperationOutcome.SUCCESS : OperationOutcome.LOST);
	}

	private LockHandle observed(LockHandle handle) {
		return new ObservedHandle(handle, this.observations);
	}

	private static OperationOutcome taken(Optional<LockHandle> handle) {
		return handle.isPresent() ? OperationOutcome.SUCCESS : OperationOutcome.BUSY;
	}

}
