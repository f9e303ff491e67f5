package dev.kvstore.connection;

import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import dev.kvstore.api.KeyValue;
import dev.kvstore.api.LockOptions;
import dev.kvstore.api.PutOptions;
import dev.kvstore.api.Store;
import dev.kvstore.api.StoreLock;
import dev.kvstore.api.StoreStatus;
import dev.kvstore.api.Transaction;
import dev.kvstore.api.Watch;
import dev.kvstore.api.WatchEvent;
import dev.kvstore.api.WatchListener;

/**
 * A store that keeps everything below a namespace which its user does not see. Keys are
 * checked before they are put below it.
 */
final class NamespacedStore implements Store {

	private final Store store;

	private final Namespace namespace;

	NamespacedStore(Store store, Namespace namespace) {
		this.store = store;
		this.namespace = namespace;
	}

	@Override
	public Optional<KeyValue> get(String key) {
		return this.store.get(this.namespace.key(key)).map(this.namespace::strip);
	}

	@Override
	public boolean exists(String key) {
		return this.store.exists(this.namespace.key(key));
	}

	@Override
	public KeyValue put(String key, byte[] value) {
		return this.namespace.strip(this.store.put(this.namespace.key(key), value));
	}

	@Override
	public KeyValue put(String key, byte[] value, PutOptions options) {
		return this.namespace.strip(this.store.put(this.namespace.key(key), value, options));
	}

	@Override
	public boolean delete(String key) {
		return this.store.delete(this.namespace.key(key));
	}

	@Override
	public List<KeyValue> list(String directory) {
		return this.store.list(this.namespace.directory(directory)).stream().map(this.namespace::strip).toList();
	}

	@Override
	public long deleteTree(String directory) {
		return this.store.deleteTree(this.namespace.directory(directory));
	}

	@Override
	public Optional<KeyValue> atomicPut(String key, byte[] value, @Nullable KeyValue previous) {
		String full = this.namespace.key(key);
		return this.store.atomicPut(full, value, expected(full, previous)).map(this.namespace::strip);
	}

	@Override
	public Optional<KeyValue> atomicPut(String key, byte[] value, @Nullable KeyValue previous, PutOptions options) {
		String full = this.namespace.key(key);
		return this.store.atomicPut(full, value, expected(full, previous), options).map(this.namespace::strip);
	}

	@Override
	public boolean atomicDelete(String key, KeyValue previous) {
		String full = this.namespace.key(key);
		KeyValue expected = expected(full, previous);
		if (expected == null) {
			throw new IllegalArgumentException("'previous' must not be null");
		}
		return this.store.atomicDelete(full, expected);
	}

	@Override
	public Transaction transaction() {
		return new NamespacedTransaction(this.store.transaction(), this.namespace);
	}

	@Override
	public Watch watch(String key, WatchListener listener) {
		return this.store.watch(this.namespace.key(key), stripping(listener));
	}

	@Override
	public Watch watchTree(String directory, WatchListener listener) {
		return this.store.watchTree(this.namespace.directory(directory), stripping(listener));
	}

	@Override
	public StoreLock newLock(String key) {
		return new NamespacedLock(this.store.newLock(this.namespace.key(key)), this.namespace);
	}

	@Override
	public StoreLock newLock(String key, LockOptions options) {
		return new NamespacedLock(this.store.newLock(this.namespace.key(key), options), this.namespace);
	}

	@Override
	public StoreStatus status() {
		return this.store.status();
	}

	@Override
	public void close() {
		this.store.close();
	}

	private static @Nullable KeyValue expected(String key, @Nullable KeyValue previous) {
		return (previous != null) ? KeyValue.reference(key, previous.version()) : null;
	}

	private WatchListener stripping(@Nullable WatchListener listener) {
		if (listener == null) {
			throw new IllegalArgumentException("'listener' must not be null");
		}
		return (event) -> listener.onEvent(strip(event));
	}

	private WatchEvent strip(WatchEvent event) {
		if (event instanceof WatchEvent.Put put) {
			return new WatchEvent.Put(this.namespace.strip(put.keyValue()));
		}
		if (event instanceof WatchEvent.Deleted deleted) {
			return new WatchEvent.Deleted(this.namespace.strip(deleted.key()), deleted.version());
		}
		return event;
	}

}
