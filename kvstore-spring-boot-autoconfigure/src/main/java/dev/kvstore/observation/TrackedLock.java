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
		return take(() -> Optional.of(this.lock.lock())).orElseThrow();
	}

	@Override
	public Optional<LockHandle> tryLock() {
		return take(this.lock::tryLock);
	}

	@Override
	public Optional<LockHandle> tryLock(Duration maxWait) throws InterruptedException {
		return take(() -> this.lock.tryLock(maxWait));
	}

	@Override
	public Optional<LockHolder> holder() {
		return this.lock.holder();
	}

	@Override
	public boolean forceRelease(LockHolder holder) {
		return this.lock.forceRelease(holder);
	}

	private <E extends Exception> Optional<LockHandle> take(Attempt<E> attempt) throws E {
		long start = System.nanoTime();
		OperationOutcome outcome = OperationOutcome.ERROR;
		try {
			Optional<LockHandle> handle = attempt.run();
			outcome = handle.isPresent() ? OperationOutcome.SUCCESS : OperationOutcome.BUSY;
			return handle.map((taken) -> TrackedHandle.of(taken, this.tracker));
		}
		catch (Exception ex) {
			outcome = OperationOutcome.of(ex);
			throw ex;
		}
		finally {
			this.tracker.waited(Duration.ofNanos(System.nanoTime() - start), outcome);
		}
	}

	/**
	 * An attempt to take the lock.
	 *
	 * @param <E> what it throws
	 */
	private interface Attempt<E extends Exception> {

		Optional<LockHandle> run() throws E;

	}

}
