package dev.kvstore.observation;

import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

import org.jspecify.annotations.Nullable;

import dev.kvstore.api.KeyValue;
import dev.kvstore.api.LockOptions;
import dev.kvstore.api.PutOptions;
import dev.kvstore.api.Store;
import dev.kvstore.api.StoreLock;
import dev.kvstore.api.StoreStatus;
import dev.kvstore.api.Transaction;
import dev.kvstore.api.Watch;
import dev.kvstore.api.WatchListener;

/**
 * A store whose watches and locks an {@link ActivityTracker} keeps.
 */
final class TrackedStore implements Store {

	private final Store store;

	private final ActivityTracker tracker;

	TrackedStore(Store store, ActivityTracker tracker) {
		this.store = store;
		this.tracker = tracker;
	}

	@Override
	public Optional<KeyValue> get(String key) {
		return this.store.get(key);
	}

	@Override
	public boolean exists(String key) {
		return this.store.exists(key);
	}

	@Override
	public KeyValue put(String key, byte[] value) {
		return this.store.put(key, value);
	}

	@Override
	public KeyValue put(String key, byte[] value, PutOptions options) {
		return this.store.put(key, value, options);
	}

	@Override
	public boolean delete(String key) {
		return this.store.delete(key);
	}

	@Override
	public List<KeyValue> list(String directory) {
		return this.store.list(directory);
	}

	@Override
	public long deleteTree(String directory) {
		return this.store.deleteTree(directory);
	}

	@Override
	public Optional<KeyValue> atomicPut(String key, byte[] value, @Nullable KeyValue previous) {
		return this.store.atomicPut(key, value, previous);
	}

	@Override
	public Optional<KeyValue> atomicPut(String key, byte[] value, @Nullable KeyValue previous, PutOptions options) {
		return this.store.atomicPut(key, value, previous, options);
	}

	@Override
	public boolean atomicDelete(String key, KeyValue previous) {
		return this.store.atomicDelete(key, previous);
	}

	@Override
	public Transaction transaction() {
		return this.store.transaction();
	}

	@Override
	public Watch watch(String key, WatchListener listener) {
		return open(key, false, listener, this.store::watch);
	}

	@Override
	public Watch watchTree(String directory, WatchListener listener) {
		return open(directory, true, listener, this.store::watchTree);
	}

	@Override
	public StoreLock newLock(String key) {
		return new TrackedLock(this.store.newLock(key), this.tracker);
	}

	@Override
	public StoreLock newLock(String key, LockOptions options) {
		return new TrackedLock(this.store.newLock(key, options), this.tracker);
	}

	@Override
	public StoreStatus status() {
		return this.store.status();
	}

	@Override
	public void close() {
		try {
			this.store.close();
		}
		finally {
			this.tracker.closed(this.store);
		}
	}

	private Watch open(String path, boolean directory, @Nullable WatchListener listener,
			BiFunction<String, WatchListener, Watch> opening) {
		if (listener == null) {
			throw new IllegalArgumentException("'listener' must not be null");
		}
		FollowedEvents events = new FollowedEvents(listener, this.tracker);
		Watch watch = opening.apply(path, events);
		TrackedWatch tracked = new TrackedWatch(watch, canonical(path), directory, events, this.tracker);
		this.tracker.add(tracked);
		return tracked;
	}

	private static String canonical(String path) {
		int start = path.startsWith("/") ? 1 : 0;
		int end = path.endsWith("/") ? path.length() - 1 : path.length();
		return path.substring(start, Math.max(start, end));
	}

}
