package dev.kvstore.lock;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

import org.springframework.util.Assert;

import dev.kvstore.api.LockHandle;
import dev.kvstore.api.LockOptions;
import dev.kvstore.api.Store;
import dev.kvstore.api.StoreLock;

/**
 * Takes the locks of tasks.
 */
final class TaskLocks implements AutoCloseable {

	private final Store store;

	private final String holder;

	private final LockEvents events;

	private final LateReleases lateReleases = new LateReleases();

	TaskLocks(Store store, String holder, LockEvents events) {
		this.store = store;
		this.holder = holder;
		this.events = events;
	}

	Acquisition acquire(String key, LockTaskOptions options, Stream<HeldLock> held) {
		Assert.notNull(options, "'options' must not be null");
		StoreLock lock = this.store.newLock(key, new LockOptions(options.ttl(), this.holder));
		if (held.anyMatch((own) -> own.isOf(this, lock.key()))) {
			return busy(lock, Duration.ZERO, "the caller holds it already and would wait for itself");
		}
		if (OpenTransaction.keeps(this, lock.key())) {
			return busy(lock, Duration.ZERO, "the caller's transaction keeps it until it completes");
		}
		return acquire(lock, options);
	}

	private Acquisition acquire(StoreLock lock, LockTaskOptions options) {
		long start = System.nanoTime();
		try {
			Optional<LockHandle> handle = options.waitTime().isZero() ? lock.tryLock()
					: lock.tryLock(options.waitTime());
			if (handle.isEmpty()) {
				return busy(lock, since(start), "somebody else holds it");
			}
			HeldLock held = new HeldLock(handle.get(), options, this);
			held.begin(since(start));
			return held;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new LockNotAcquiredException(lock.key(), since(start), "the wait for it was interrupted", ex);
		}
	}

	private Busy busy(StoreLock lock, Duration waited, String reason) {
		publish(new LockBusyEvent(lock.key(), waited));
		return new Busy(lock.key(), waited, reason);
	}

	private static Duration since(long start) {
		return Duration.ofNanos(System.nanoTime() - start);
	}

	void publish(Object event) {
		this.events.publish(event);
	}

	void releaseLater(HeldLock lock, Duration delay) {
		this.lateReleases.schedule(lock, delay);
	}

	@Override
	public void close() {
		this.lateReleases.close();
	}

}
