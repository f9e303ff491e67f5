package dev.kvstore.integration;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

import org.springframework.integration.support.locks.DistributedLock;
import org.springframework.integration.support.locks.LockRegistry;
import org.springframework.util.Assert;
import org.springframework.util.StringUtils;

import dev.kvstore.api.LockHandle;
import dev.kvstore.api.LockOptions;
import dev.kvstore.api.Store;
import dev.kvstore.api.StoreLock;

/**
 * Locks of a store for Spring Integration. A lock belongs to the thread that took it and
 * is re-entrant; threads of one registry queue for it in this process, and one of them at
 * a time in the store, in which it is renewed until it is unlocked.
 *
 * <p>
 * A loss is told by the next entry of the same lock and by the last unlock, which throw a
 * {@link java.util.ConcurrentModificationException} whose cause is the
 * {@link dev.kvstore.api.LockLostException}; never by an inner unlock. Until then
 * {@link #handle(Object)} tells. Failures of the store are
 * {@link dev.kvstore.api.StoreException}s.
 *
 * <p>
 * A TTL that is asked for is how long the lock outlives a process that died; the one of
 * the outermost entry counts. {@code lock()} is not interruptible, the thread stays
 * interrupted. There are no conditions.
 *
 * <p>
 * Only locks that are in use take memory, so there is nothing to renew, to expire or to
 * close here. Locks of equal keys are equal, not the same. Safe for use by any number of
 * threads.
 */
public final class StoreLockRegistry implements LockRegistry<DistributedLock> {

	private final ConcurrentMap<String, ThreadLock> inUse = new ConcurrentHashMap<>();

	private final Store store;

	private final String directory;

	private final LockOptions options;

	/**
	 * Creates a registry.
	 * @param store the store, which its owner closes
	 * @param directory the directory below which the locks are
	 * @param options how locks are held
	 * @throws IllegalArgumentException if the directory is empty or makes no valid keys
	 */
	public StoreLockRegistry(Store store, String directory, LockOptions options) {
		Assert.notNull(store, "'store' must not be null");
		String trimmed = StringUtils.trimTrailingCharacter(directory, '/');
		Assert.hasText(trimmed, "'directory' must not be empty");
		Assert.notNull(options, "'options' must not be null");
		this.store = store;
		// the store checks the key of a lock and asks no server
		this.directory = store.newLock(trimmed).key();
		this.options = options;
	}

	/**
	 * Returns the lock of a key. Nothing is asked of the store.
	 * @param lockKey any text; what a key of a store cannot have, and slashes, are
	 * encoded
	 */
	@Override
	public DistributedLock obtain(Object lockKey) {
		return new RegisteredLock(this, text(lockKey));
	}

	/**
	 * Returns the ownership of a lock that the current thread holds, to ask whether it
	 * was lost or for its fencing token. Unlock the lock, not the handle.
	 * @param lockKey the key of the lock
	 * @return the ownership, or empty if the current thread does not hold the lock
	 */
	public Optional<LockHandle> handle(Object lockKey) {
		ThreadLock lock = this.inUse.get(text(lockKey));
		return (lock != null) ? lock.handle() : Optional.empty();
	}

	private static String text(Object lockKey) {
		Assert.isInstanceOf(String.class, lockKey, "'lockKey' must be a String");
		return (String) lockKey;
	}

	Duration ttl() {
		return this.options.ttl();
	}

	<E extends Exception> boolean enter(String key, Duration ttl, Entry<E> entry) throws E {
		Assert.notNull(ttl, "'ttl' must not be null");
		StoreLock lock = this.store.newLock(this.directory + "/" + LockKeys.encode(key), this.options.withTtl(ttl));
		ThreadLock used = this.inUse.compute(key, (same, present) -> ThreadLock.used(present));
		boolean entered = false;
		try {
			entered = entry.enter(used, lock);
			return entered;
		}
		finally {
			if (!entered) {
				leave(key);
			}
		}
	}

	void exit(String key) {
		ThreadLock lock = this.inUse.get(key);
		if (lock == null || !lock.isOwn()) {
			throw new IllegalMonitorStateException("Lock '" + key + "' is not held by the current thread");
		}
		try {
			lock.unlock();
		}
		finally {
			leave(key);
		}
	}

	private void leave(String key) {
		this.inUse.computeIfPresent(key, (same, present) -> present.unused());
	}

	int size() {
		return this.inUse.size();
	}

	/**
	 * How a thread enters a lock.
	 *
	 * @param <E> what it throws
	 */
	@FunctionalInterface
	interface Entry<E extends Exception> {

		boolean enter(ThreadLock used, StoreLock lock) throws E;

	}

}
