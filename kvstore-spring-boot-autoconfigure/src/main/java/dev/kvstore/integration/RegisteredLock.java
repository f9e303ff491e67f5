package dev.kvstore.integration;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;

import org.springframework.integration.support.locks.DistributedLock;
import org.springframework.util.Assert;

/**
 * The lock of a key, equal to any other of the same registry and key.
 *
 * @param registry has what threads hold
 * @param key the key that the lock was obtained with
 */
record RegisteredLock(StoreLockRegistry registry, String key) implements DistributedLock {

	@Override
	public void lock() {
		lock(this.registry.ttl());
	}

	@Override
	public void lock(Duration ttl) {
		this.registry.enter(this.key, ttl, ThreadLock::lock);
	}

	@Override
	public void lockInterruptibly() throws InterruptedException {
		this.registry.enter(this.key, this.registry.ttl(), ThreadLock::lockInterruptibly);
	}

	@Override
	public boolean tryLock() {
		return this.registry.enter(this.key, this.registry.ttl(), ThreadLock::tryLock);
	}

	@Override
	public boolean tryLock(long time, TimeUnit unit) throws InterruptedException {
		return tryLock(unit.toNanos(time), this.registry.ttl());
	}

	@Override
	public boolean tryLock(Duration waitTime, Duration ttl) throws InterruptedException {
		Assert.notNull(waitTime, "'waitTime' must not be null");
		return tryLock(TimeUnit.NANOSECONDS.convert(waitTime), ttl);
	}

	private boolean tryLock(long nanos, Duration ttl) throws InterruptedException {
		return this.registry.enter(this.key, ttl, (used, lock) -> used.tryLock(lock, nanos));
	}

	@Override
	public void unlock() {
		this.registry.exit(this.key);
	}

	@Override
	public Condition newCondition() {
		throw new UnsupportedOperationException("Locks of a store have no conditions");
	}

	@Override
	public String toString() {
		return "RegisteredLock[" + this.key + "]";
	}

}
