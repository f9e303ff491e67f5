package dev.kvstore.backend;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;

import org.jspecify.annotations.Nullable;

import dev.kvstore.api.KeyValue;
import dev.kvstore.api.LockOptions;
import dev.kvstore.api.PutOptions;
import dev.kvstore.api.Store;
import dev.kvstore.api.StoreClosedException;
import dev.kvstore.api.StoreLock;
import dev.kvstore.api.StoreRejectedException;
import dev.kvstore.api.StoreStatus;
import dev.kvstore.api.StoreUnavailableException;
import dev.kvstore.api.Transaction;
import dev.kvstore.api.Watch;
import dev.kvstore.api.WatchListener;

/**
 * A store that checks arguments, size, interruption and its own end before a backend is
 * asked, the same way for every backend. The {@code do} methods get canonical keys.
 */
public abstract class CheckedStore implements Store {

	/** Stands for a key that must not exist where a version is expected. */
	public static final long ABSENT = 0;

	private final String backend;

	private final int maxValueSize;

	private final AtomicBoolean closed = new AtomicBoolean();

	/**
	 * Creates a store.
	 * @param backend the backend's name
	 * @param maxValueSize the largest value in bytes that the backend takes
	 */
	protected CheckedStore(String backend, int maxValueSize) {
		this.backend = backend;
		this.maxValueSize = maxValueSize;
	}

	@Override
	public final Optional<KeyValue> get(String key) {
		String canonical = Keys.key(key);
		requireOpen("get", canonical);
		return doGet(canonical);
	}

	@Override
	public final boolean exists(String key) {
		String canonical = Keys.key(key);
		requireOpen("exists", canonical);
		return doExists(canonical);
	}

	@Override
	public final KeyValue put(String key, byte[] value) {
		return put(key, value, PutOptions.none());
	}

	@Override
	public final KeyValue put(String key, byte[] value, PutOptions options) {
		String canonical = Keys.key(key);
		Arguments.requireNonNull(options, "options");
		requireOpen("put", canonical);
		requireSize("put", canonical, value);
		requireWritable("put", canonical);
		return doPut(canonical, value, options);
	}

	@Override
	public final boolean delete(String key) {
		String canonical = Keys.key(key);
		requireWritable("delete", canonical);
		return doDelete(canonical);
	}

	@Override
	public final List<KeyValue> list(String directory) {
		String canonical = Keys.directory(directory);
		requireOpen("list", canonical);
		return doList(canonical);
	}

	@Override
	public final long deleteTree(String directory) {
		String canonical = Keys.directory(directory);
		requireWritable("deleteTree", canonical);
		return doDeleteTree(canonical);
	}

	@Override
	public final Optional<KeyValue> atomicPut(String key, byte[] value, @Nullable KeyValue previous) {
		return atomicPut(key, value, previous, PutOptions.none());
	}

	@Override
	public final Optional<KeyValue> atomicPut(String key, byte[] value, @Nullable KeyValue previous,
			PutOptions options) {
		String canonical = Keys.key(key);
		Arguments.requireNonNull(options, "options");
		requireOpen("atomicPut", canonical);
		requireSize("atomicPut", canonical, value);
		requireWritable("atomicPut", canonical);
		return doAtomicPut(canonical, value, (previous != null) ? previous.version() : ABSENT, options);
	}

	@Override
	public final boolean atomicDelete(String key, KeyValue previous) {
		String canonical = Keys.key(key);
		Arguments.requireNonNull(previous, "previous");
		requireWritable("atomicDelete", canonical);
		return doAtomicDelete(canonical, previous.version());
	}

	@Override
	public final Transaction transaction() {
		requireOpen("transaction", null);
		return new CollectedTransaction(this);
	}

	final OptionalLong commit(TransactionOperations operations) {
		requireWritable("commit", null);
		return doCommit(operations);
	}

	@Override
	public final Watch watch(String key, WatchListener listener) {
		String canonical = Keys.key(key);
		Arguments.requireNonNull(listener, "listener");
		requireOpen("watch", canonical);
		return doWatch(canonical, listener);
	}

	@Override
	public final Watch watchTree(String directory, WatchListener listener) {
		String canonical = Keys.directory(directory);
		Arguments.requireNonNull(listener, "listener");
		requireOpen("watchTree", canonical);
		return doWatchTree(canonical, listener);
	}

	@Override
	public final StoreLock newLock(String key) {
		return newLock(key, LockOptions.defaults());
	}

	@Override
	public final StoreLock newLock(String key, LockOptions options) {
		String canonical = Keys.key(key);
		Arguments.requireNonNull(options, "options");
		requireOpen("newLock", canonical);
		return doNewLock(canonical, options);
	}

	@Override
	public final StoreStatus status() {
		requireOpen("status", null);
		return doStatus();
	}

	@Override
	public final void close() {
		if (this.closed.compareAndSet(false, true)) {
			doClose();
		}
	}

	/**
	 * Tells whether the store was closed.
	 * @return {@code true} from the beginning of {@link #close()} on
	 */
	protected final boolean isClosed() {
		return this.closed.get();
	}

	/**
	 * Refuses a call of a closed store; also for locks.
	 * @param operation the operation
	 * @param key its key or directory, if it has one
	 * @throws StoreClosedException if the store is closed
	 */
	public final void requireOpen(String operation, @Nullable String key) {
		if (this.closed.get()) {
			throw new StoreClosedException(this.backend, operation, key, "the store is closed", null);
		}
	}

	/**
	 * Refuses a write that could not be waited for; also for locks.
	 * @param operation the operation
	 * @param key its key or directory, if it has one
	 * @throws StoreClosedException if the store is closed
	 * @throws StoreUnavailableException if the thread is interrupted; nothing was sent
	 */
	public final void requireWritable(String operation, @Nullable String key) {
		requireOpen(operation, key);
		if (Thread.currentThread().isInterrupted()) {
			throw new StoreUnavailableException(this.backend, operation, key, false,
					"the thread is interrupted; nothing was sent", null);
		}
	}

	final void requireSize(String operation, String key, byte[] value) {
		Arguments.requireNonNull(value, "value");
		if (value.length > this.maxValueSize) {
			throw new StoreRejectedException(this.backend, operation, key, "the value has " + value.length
					+ " bytes, more than the " + this.maxValueSize + " that this backend takes; nothing was written",
					null);
		}
	}

	protected abstract Optional<KeyValue> doGet(String key);

	protected abstract boolean doExists(String key);

	protected abstract KeyValue doPut(String key, byte[] value, PutOptions options);

	protected abstract boolean doDelete(String key);

	protected abstract List<KeyValue> doList(String directory);

	protected abstract long doDeleteTree(String directory);

	protected abstract Optional<KeyValue> doAtomicPut(String key, byte[] value, long previous, PutOptions options);

	protected abstract boolean doAtomicDelete(String key, long previous);

	protected abstract OptionalLong doCommit(TransactionOperations operations);

	protected abstract Watch doWatch(String key, WatchListener listener);

	protected abstract Watch doWatchTree(String directory, WatchListener listener);

	protected abstract StoreLock doNewLock(String key, LockOptions options);

	protected abstract StoreStatus doStatus();

	protected abstract void doClose();

}
