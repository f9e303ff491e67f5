package dev.kvstore.test;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

import dev.kvstore.api.KeyValue;
import dev.kvstore.api.LockOptions;
import dev.kvstore.api.PutOptions;
import dev.kvstore.api.Store;
import dev.kvstore.api.StoreException;
import dev.kvstore.api.StoreLock;
import dev.kvstore.api.StoreStatus;
import dev.kvstore.api.Transaction;
import dev.kvstore.api.Watch;
import dev.kvstore.api.WatchListener;
import dev.kvstore.backend.CallbackThreads;
import dev.kvstore.backend.CheckedStore;
import dev.kvstore.backend.TransactionOperations;
import dev.kvstore.backend.TransactionOperations.Check;
import dev.kvstore.backend.TransactionOperations.Write;
import dev.kvstore.backend.WatchDelivery;

/**
 * A store whose calls fail while its connection does. Arguments and its own end are
 * checked first, as by any other.
 */
final class FaultyStore extends CheckedStore {

	private final Store store;

	private final Calls calls;

	private final Consumer<FaultyStore> onClose;

	private final CallbackThreads callbacks = new CallbackThreads("kvstore-test-callback");

	private final Set<FaultyWatch> watches = ConcurrentHashMap.newKeySet();

	private final Session session;

	FaultyStore(Store store, String backend, Calls calls, Consumer<FaultyStore> onClose) {
		super(backend, Integer.MAX_VALUE);
		this.store = store;
		this.calls = calls;
		this.onClose = onClose;
		this.session = new Session(store);
	}

	@Override
	protected Optional<KeyValue> doGet(String key) {
		return this.calls.read("get", key, () -> this.store.get(key));
	}

	@Override
	protected boolean doExists(String key) {
		return this.calls.read("exists", key, () -> this.store.exists(key));
	}

	@Override
	protected List<KeyValue> doList(String directory) {
		return this.calls.read("list", directory, () -> this.store.list(directory));
	}

	@Override
	protected KeyValue doPut(String key, byte[] value, PutOptions options) {
		return this.calls.write("put", key, () -> this.session.keep(this.store.put(key, value, options), options));
	}

	@Override
	protected boolean doDelete(String key) {
		return this.calls.write("delete", key, () -> this.store.delete(key));
	}

	@Override
	protected long doDeleteTree(String directory) {
		return this.calls.write("deleteTree", directory, () -> this.store.deleteTree(directory));
	}

	@Override
	protected Optional<KeyValue> doAtomicPut(String key, byte[] value, long previous, PutOptions options) {
		KeyValue expected = (previous != ABSENT) ? KeyValue.reference(key, previous) : null;
		return this.calls.write("atomicPut", key, () -> this.store.atomicPut(key, value, expected, options)
			.map((written) -> this.session.keep(written, options)));
	}

	@Override
	protected boolean doAtomicDelete(String key, long previous) {
		return this.calls.write("atomicDelete", key,
				() -> this.store.atomicDelete(key, KeyValue.reference(key, previous)));
	}

	@Override
	protected OptionalLong doCommit(TransactionOperations operations) {
		Transaction transaction = this.store.transaction();
		for (Check check : operations.checks()) {
			if (check.version() != ABSENT) {
				transaction.check(KeyValue.reference(check.key(), check.version()));
			}
			else {
				transaction.checkAbsent(check.key());
			}
		}
		for (Write write : operations.writes()) {
			if (write.value() != null) {
				transaction.put(write.key(), write.value());
			}
			else {
				transaction.delete(write.key());
			}
		}
		return this.calls.write("commit", null, transaction::commit);
	}

	@Override
	protected Watch doWatch(String key, WatchListener listener) {
		return follow(new FaultyWatch("watch", key, listener, this.store::watch, this.callbacks, this.calls,
				this.watches::remove));
	}

	@Override
	protected Watch doWatchTree(String directory, WatchListener listener) {
		return follow(new FaultyWatch("watchTree", directory, listener, this.store::watchTree, this.callbacks,
				this.calls, this.watches::remove));
	}

	private Watch follow(FaultyWatch watch) {
		this.watches.add(watch);
		try {
			watch.begin();
		}
		catch (StoreException ex) {
			watch.delivery().close();
			throw ex;
		}
		if (isClosed()) {
			watch.delivery().close();
		}
		return watch.delivery();
	}

	void followConnection() {
		if (!isClosed()) {
			this.watches.forEach(FaultyWatch::followConnection);
		}
	}

	@Override
	protected StoreLock doNewLock(String key, LockOptions options) {
		return new FaultyLock(this, this.store.newLock(key, options), this.calls, this.session);
	}

	boolean loseLock(String key) {
		return this.session.loseLock(key);
	}

	Stream<String> heldLocks() {
		return this.session.heldLocks();
	}

	void expireSession() {
		if (!isClosed()) {
			List<FaultyWatch> open = List.copyOf(this.watches);
			open.forEach(FaultyWatch::interrupt);
			this.session.expire();
			open.forEach(FaultyWatch::followConnection);
		}
	}

	@Override
	protected StoreStatus doStatus() {
		return this.calls.read("status", null, this.store::status);
	}

	@Override
	protected void doClose() {
		this.onClose.accept(this);
		WatchDelivery.closeAll(this.watches.stream().map(FaultyWatch::delivery).toList());
		try {
			this.store.close();
		}
		finally {
			this.callbacks.close();
		}
	}

}
