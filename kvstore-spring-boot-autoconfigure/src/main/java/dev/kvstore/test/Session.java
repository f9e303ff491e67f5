package dev.kvstore.test;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import dev.kvstore.api.KeyValue;
import dev.kvstore.api.LockHandle;
import dev.kvstore.api.LockHolder;
import dev.kvstore.api.PutOptions;
import dev.kvstore.api.Store;

/**
 * What a store has for only as long as its server hears of it.
 */
final class Session {

	private final Store store;

	private final Set<LockHandle> locks = ConcurrentHashMap.newKeySet();

	private final Map<String, KeyValue> kept = new ConcurrentHashMap<>();

	Session(Store store) {
		this.store = store;
	}

	LockHandle keep(LockHandle lock) {
		this.locks.removeIf((other) -> !other.isHeld());
		this.locks.add(lock);
		return lock;
	}

	KeyValue keep(KeyValue written, PutOptions options) {
		if (options.keepAlive()) {
			this.kept.merge(written.key(), written, (one, other) -> (one.version() > other.version()) ? one : other);
		}
		return written;
	}

	Stream<String> heldLocks() {
		return this.locks.stream().filter(LockHandle::isHeld).map(LockHandle::key);
	}

	boolean loseLock(String key) {
		return List.copyOf(this.locks).stream().filter((lock) -> lock.key().equals(key)).anyMatch(this::lose);
	}

	private boolean lose(LockHandle lock) {
		return this.store.newLock(lock.key()).forceRelease(new LockHolder("", lock.fencingToken()));
	}

	void expire() {
		List.copyOf(this.locks).forEach(this::lose);
		List.copyOf(this.kept.values()).forEach((written) -> {
			// one that was overwritten or deleted meanwhile is not kept alive any more
			this.store.atomicDelete(written.key(), written);
			this.kept.remove(written.key(), written);
		});
	}

}
