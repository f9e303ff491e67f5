package dev.kvstore.observation;

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
import dev.kvstore.api.WatchListener;

/**
 * A store whose operations are {@link StoreObservations observed}.
 */
final class ObservedStore implements Store {

	private final Store store;

	private final StoreObservations observations;

	ObservedStore(Store store, StoreObservations observations) {
		this.store = store;
		this.observations = observations;
	}

	@Override
	public Optional<KeyValue> get(String key) {
		return this.observations.observe("get", key, () -> this.store.get(key));
	}

	@Override
	public boolean exists(String key) {
		return this.observations.observe("exists", key, () -> this.store.exists(key));
	}

	@Override
	public KeyValue put(String key, byte[] value) {
		return this.observations.observe("put", key, () -> this.store.put(key, value));
	}

	@Override
	public KeyValue put(String key, byte[] value, PutOptions options) {
		return this.observations.observe("put", key, () -> this.store.put(key, value, options));
	}

	@Override
	public boolean delete(String key) {
		return this.observations.observe("delete", key, () -> this.store.delete(key));
	}

	@Override
	public List<KeyValue> list(String directory) {
		return this.observations.observe("list", directory, () -> this.store.list(directory));
	}

	@Override
	public long deleteTree(String directory) {
		return this.observations.observe("deleteTree", directory, () -> this.store.deleteTree(directory));
	}

	@Override
	public Optional<KeyValue> atomicPut(String key, byte[] value, @Nullable KeyValue previous) {
		return this.observations.observe("atomicPut", key, () -> this.store.atomicPut(key, value, previous),
				(written) -> wonIf(written.isPresent()));
	}

	@Override
	public Optional<KeyValue> atomicPut(String key, byte[] value, @Nullable KeyValue previous, PutOptions options) {
		return this.observations.observe("atomicPut", key, () -> this.store.atomicPut(key, value, previous, options),
				(written) -> wonIf(written.isPresent()));
	}

	@Override
	public boolean atomicDelete(String key, KeyValue previous) {
		return this.observations.observe("atomicDelete", key, () -> this.store.atomicDelete(key, previous),
				ObservedStore::wonIf);
	}

	@Override
	public Transaction transaction() {
		return new ObservedTransaction(this.store.transaction(), this.observations);
	}

	@Override
	public Watch watch(String key, WatchListener listener) {
		return this.observations.observe("watch", key, () -> this.store.watch(key, listener));
	}

	@Override
	public Watch watchTree(String directory, WatchListener listener) {
		return this.observations.observe("watchTree", directory, () -> this.store.watchTree(directory, listener));
	}

	@Override
	public StoreLock newLock(String key) {
		return new ObservedLock(this.store.newLock(key), this.observations);
	}

	@Override
	public StoreLock newLock(String key, LockOptions options) {
		return new ObservedLock(this.store.newLock(key, options), this.observations);
	}

	@Override
	public StoreStatus status() {
		return this.observations.observe("status", null, this.store::status);
	}

	@Override
	public void close() {
		this.store.close();
	}

	private static OperationOutcome wonIf(boolean won) {
		return won ? OperationOutcome.SUCCESS : OperationOutcome.LOST;
	}

}
