package dev.kvstore.backend.zookeeper;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

import org.apache.zookeeper.ZooKeeper;

import dev.kvstore.api.KeyValue;
import dev.kvstore.api.LockOptions;
import dev.kvstore.api.PutOptions;
import dev.kvstore.api.StoreLock;
import dev.kvstore.api.StoreStatus;
import dev.kvstore.api.Watch;
import dev.kvstore.api.WatchListener;
import dev.kvstore.backend.CheckedStore;
import dev.kvstore.backend.TransactionOperations;

/**
 * A store in a ZooKeeper ensemble (3.6 or later). A key {@code a/b} is the node
 * {@code /a/b} below the chroot. Nodes without data are parents of keys, not keys.
 */
public final class ZooKeeperStore extends CheckedStore {

	static final String BACKEND = ZooKeeperFailures.BACKEND;

	static final int MAX_VALUE_SIZE = 1_000_000;

	private final Parts parts;

	private ZooKeeperStore(ZooKeeperSettings settings) {
		super(BACKEND, MAX_VALUE_SIZE);
		this.parts = new Parts(this, settings);
	}

	/**
	 * Opens a store without waiting for a server.
	 * @param settings the servers and how to connect to them
	 * @return the store, which connects in the background
	 */
	public static ZooKeeperStore open(ZooKeeperSettings settings) {
		ZooKeeperStore store = new ZooKeeperStore(settings);
		store.parts.start();
		return store;
	}

	@Override
	protected Optional<KeyValue> doGet(String key) {
		return this.parts.reads().get(key);
	}

	@Override
	protected boolean doExists(String key) {
		return this.parts.reads().exists(key);
	}

	@Override
	protected List<KeyValue> doList(String directory) {
		return this.parts.reads().list(directory);
	}

	@Override
	protected KeyValue doPut(String key, byte[] value, PutOptions options) {
		byte[] copy = value.clone();
		return new KeyValue(key, copy, (options.ttl() != null) ? this.parts.lifetimes().put(key, copy, options)
				: plain(key, this.parts.writes().put(key, copy)));
	}

	private long plain(String key, long version) {
		this.parts.lifetimes().overwritten(key, version);
		return version;
	}

	@Override
	protected boolean doDelete(String key) {
		return this.parts.writes().delete(key);
	}

	@Override
	protected long doDeleteTree(String directory) {
		return this.parts.writes().deleteTree(directory);
	}

	@Override
	protected Optional<KeyValue> doAtomicPut(String key, byte[] value, long previous, PutOptions options) {
		byte[] copy = value.clone();
		OptionalLong version = (options.ttl() != null)
				? this.parts.lifetimes().compareAndPut(key, copy, previous, options)
				: this.parts.writes().compareAndPut(key, copy, previous);
		if (version.isPresent() && options.ttl() == null) {
			plain(key, version.getAsLong());
		}
		return version.isPresent() ? Optional.of(new KeyValue(key, copy, version.getAsLong())) : Optional.empty();
	}

	@Override
	protected boolean doAtomicDelete(String key, long previous) {
		return this.parts.writes().compareAndDelete(key, previous);
	}

	@Override
	protected OptionalLong doCommit(TransactionOperations operations) {
		OptionalLong version = this.parts.writes().commit(operations);
		version.ifPresent((written) -> operations.writes().forEach((write) -> plain(write.key(), written)));
		return version;
	}

	@Override
	protected Watch doWatch(String key, WatchListener listener) {
		return this.parts.watches().watch(key, false, listener);
	}

	@Override
	protected Watch doWatchTree(String directory, WatchListener listener) {
		return this.parts.watches().watch(directory, true, listener);
	}

	@Override
	protected StoreLock doNewLock(String key, LockOptions options) {
		return this.parts.locks().lock(key, options);
	}

	@Override
	protected StoreStatus doStatus() {
		return this.parts.status().ask();
	}

	Optional<ZooKeeper> client() {
		return this.parts.client();
	}

	@Override
	protected void doClose() {
		this.parts.close();
	}

}
