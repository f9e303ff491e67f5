package dev.kvstore.api;

import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * A key-value store that behaves the same on every backend.
 *
 * <p>
 * <b>Keys</b> are paths such as {@code a/b/c}. One leading and one trailing {@code /} are
 * accepted and dropped, and every key handed back is in that canonical form. A directory
 * {@code d} is everything strictly below {@code d/}; the empty directory is the root. A
 * key may have a value and keys below it; parents are not created and are not keys. Empty
 * segments, {@code .}, {@code ..}, the empty key, the first segments {@code .kvstore} and
 * {@code zookeeper}, and the characters U+0000-001F, 007F-009F, D800-F8FF and FFF0-FFFF
 * are refused with an {@link IllegalArgumentException} before anything is sent.
 *
 * <p>
 * <b>Versions</b> are greater than zero, change with every write of a key and strictly
 * increase for it, across deletion, re-creation and re-opening of the store.
 *
 * <p>
 * <b>Reads</b> see every write that was acknowledged before they began, unless the store
 * was opened with relaxed reads.
 *
 * <p>
 * <b>Writes</b> are sent once and never retried. A write that fails with
 * {@link StoreUnavailableException#outcomeUnknown()} may still take effect.
 *
 * <p>
 * <b>Failures</b> are {@link StoreException}s. Every call ends within the request
 * timeout. A blocking call that is interrupted restores the interrupt flag and throws. A
 * store recovers by itself when its server is back.
 *
 * <p>
 * Stores are safe for use by any number of threads.
 */
public interface Store extends AutoCloseable {

	/**
	 * Reads a key.
	 * @param key the key
	 * @return the value and its version, or empty if there is no such key
	 */
	Optional<KeyValue> get(String key);

	/**
	 * Tells whether a key has a value, also an empty one.
	 * @param key the key
	 * @return {@code false} for an implicit parent of other keys
	 */
	boolean exists(String key);

	/**
	 * Writes a key without a TTL, taking away the TTL that it may have had.
	 * @param key the key
	 * @param value the value, at least up to 256 KiB
	 * @return this very write, never a rival's, fit as {@code previous} of an
	 * {@link #atomicPut(String, byte[], KeyValue)}
	 * @throws StoreRejectedException if the value is larger than the backend takes;
	 * nothing was written
	 */
	KeyValue put(String key, byte[] value);

	/**
	 * Writes a key.
	 * @param key the key
	 * @param value the value, at least up to 256 KiB
	 * @param options the lifetime of the key
	 * @return this very write, never a rival's
	 * @throws StoreRejectedException if the value is larger than the backend takes;
	 * nothing was written
	 */
	KeyValue put(String key, byte[] value, PutOptions options);

	/**
	 * Deletes a key, but no key below it.
	 * @param key the key
	 * @return {@code false} if there was no such key
	 */
	boolean delete(String key);

	/**
	 * Lists the keys strictly below a directory, recursively, sorted by key. One snapshot
	 * on etcd, Consul and MapDB; consistent key by key on ZooKeeper.
	 * @param directory the directory, empty for the root
	 * @return the keys with their values, empty if there are none
	 */
	List<KeyValue> list(String directory);

	/**
	 * Deletes every key strictly below a directory. Not atomic.
	 * @param directory the directory, empty for the root
	 * @return the number of keys removed
	 */
	long deleteTree(String directory);

	/**
	 * Writes a key if it has not changed (compare-and-set), taking away its TTL. A stale
	 * {@code previous}, also one of an earlier life of the key, never wins.
	 * @param key the key
	 * @param value the value
	 * @param previous what the key is expected to be, of which only the version counts,
	 * or {@code null} if the key must not exist
	 * @return this very write, or empty if the comparison was lost
	 */
	Optional<KeyValue> atomicPut(String key, byte[] value, @Nullable KeyValue previous);

	/**
	 * Writes a key if it has not changed (compare-and-set).
	 * @param key the key
	 * @param value the value
	 * @param previous what the key is expected to be, of which only the version counts,
	 * or {@code null} if the key must not exist
	 * @param options the lifetime of the key
	 * @return this very write, or empty if the comparison was lost
	 */
	Optional<KeyValue> atomicPut(String key, byte[] value, @Nullable KeyValue previous, PutOptions options);

	/**
	 * Deletes a key if it has not changed.
	 * @param key the key
	 * @param previous what the key is expected to be, of which only the version counts
	 * @return {@code false} if the key was modified or is gone
	 */
	boolean atomicDelete(String key, KeyValue previous);

	/**
	 * Starts to collect a transaction; nothing is sent before its
	 * {@link Transaction#commit()}.
	 * @return a new transaction
	 */
	Transaction transaction();

	/**
	 * Watches one key, which need not exist. The listener first gets the present state as
	 * {@link WatchEvent.Put}s, then {@link WatchEvent.Synced}, then every change, in
	 * order for each key. Changes of a key may be coalesced, but its last state is always
	 * delivered and versions never go backwards. After {@link WatchEvent.Interrupted} the
	 * missed difference arrives as ordinary events, followed by
	 * {@link WatchEvent.Synced}.
	 * <p>
	 * The listener is called by one thread at a time, on a thread made for listeners. A
	 * slow or throwing listener delays nobody else and is never dropped; at most one
	 * event for each key waits for it. The watch ends only by {@link Watch#close()}.
	 * @param key the key
	 * @param listener called for each event
	 * @return the running watch
	 */
	Watch watch(String key, WatchListener listener);

	/**
	 * Watches every key strictly below a directory, with the guarantees of
	 * {@link #watch(String, WatchListener)}.
	 * @param directory the directory, empty for the root
	 * @param listener called for each event
	 * @return the running watch
	 */
	Watch watchTree(String directory, WatchListener listener);

	/**
	 * Returns the lock of a key with {@link LockOptions#defaults()}.
	 * @param key the name of the lock; the key's value and children are not touched
	 * @return the lock, not yet acquired
	 */
	StoreLock newLock(String key);

	/**
	 * Returns the lock of a key.
	 * @param key the name of the lock; the key's value and children are not touched
	 * @param options the lease and the text that tells the holder
	 * @return the lock, not yet acquired
	 */
	StoreLock newLock(String key, LockOptions options);

	/**
	 * Asks the backend how it is, in one round trip.
	 * @return the answer
	 * @throws StoreUnavailableException only if no server answers
	 */
	StoreStatus status();

	/**
	 * Ends watches, releases locks and frees every thread and connection. Afterwards each
	 * call throws {@link StoreClosedException}. Closing twice does nothing.
	 */
	@Override
	void close();

}
