package dev.kvstore.kit;

import java.time.Duration;
import java.util.function.Consumer;

import dev.kvstore.api.KeyValue;
import dev.kvstore.api.LockHandle;
import dev.kvstore.api.LockHolder;
import dev.kvstore.api.LockOptions;
import dev.kvstore.api.PutOptions;
import dev.kvstore.api.Store;
import dev.kvstore.api.Transaction;

/**
 * Each way to use a store that takes a key.
 */
enum KeyOperation implements StoreOperation {

	GET(Store::get),

	EXISTS(Store::exists),

	PUT((store, key) -> store.put(key, value())),

	PUT_WITH_TTL((store, key) -> store.put(key, value(), minute())),

	PUT_WITH_KEEP_ALIVE((store, key) -> store.put(key, value(), minute().withKeepAlive())),

	DELETE(Store::delete),

	ATOMIC_CREATE((store, key) -> store.atomicPut(key, value(), null)),

	ATOMIC_PUT((store, key) -> store.atomicPut(key, value(), KeyValue.reference(key, 1))),

	ATOMIC_PUT_WITH_TTL((store, key) -> store.atomicPut(key, value(), null, minute())),

	ATOMIC_DELETE((store, key) -> store.atomicDelete(key, KeyValue.reference(key, 1))),

	CHECK((store, key) -> commit(store, (transaction) -> transaction.check(KeyValue.reference(key, 1)))),

	CHECK_ABSENT((store, key) -> commit(store, (transaction) -> transaction.checkAbsent(key))),

	TRANSACTION_PUT((store, key) -> commit(store, (transaction) -> transaction.put(key, value()))),

	TRANSACTION_DELETE((store, key) -> commit(store, (transaction) -> transaction.delete(key))),

	WATCH((store, key) -> store.watch(key, new RecordingListener()).close()),

	NEW_LOCK(Store::newLock),

	NEW_LOCK_WITH_OPTIONS((store, key) -> store.newLock(key, LockOptions.defaults())),

	LOCK((store, key) -> store.newLock(key).lock().unlock()),

	TRY_LOCK((store, key) -> store.newLock(key).tryLock().ifPresent(LockHandle::unlock)),

	TRY_LOCK_FOR_A_WHILE(
			(store, key) -> store.newLock(key).tryLock(Duration.ofSeconds(5)).ifPresent(LockHandle::unlock)),

	HOLDER((store, key) -> store.newLock(key).holder()),

	FORCE_RELEASE((store, key) -> store.newLock(key).forceRelease(new LockHolder("nobody", 1)));

	@SuppressWarnings("ImmutableEnumChecker")
	private final StoreOperation operation;

	KeyOperation(StoreOperation operation) {
		this.operation = operation;
	}

	@Override
	public void run(Store store, String path) throws InterruptedException {
		this.operation.run(store, path);
	}

	private static byte[] value() {
		return new byte[] { 1 };
	}

	private static PutOptions minute() {
		return PutOptions.ttl(Duration.ofMinutes(1));
	}

	private static void commit(Store store, Consumer<Transaction> content) {
		Transaction transaction = store.transaction();
		content.accept(transaction);
		transaction.commit();
	}

}
