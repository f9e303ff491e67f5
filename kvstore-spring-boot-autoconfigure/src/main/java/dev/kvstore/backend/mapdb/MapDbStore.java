package dev.kvstore.backend.mapdb;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

import dev.kvstore.api.KeyValue;
import dev.kvstore.api.LockOptions;
import dev.kvstore.api.PutOptions;
import dev.kvstore.api.StoreException;
import dev.kvstore.api.StoreLock;
import dev.kvstore.api.StoreStatus;
import dev.kvstore.api.Watch;
import dev.kvstore.api.WatchListener;
import dev.kvstore.backend.CallbackThreads;
import dev.kvstore.backend.CheckedStore;
import dev.kvstore.backend.LockLease;
import dev.kvstore.backend.StoreFileException;
import dev.kvstore.backend.TransactionOperations;
import dev.kvstore.backend.WatchDelivery;
import dev.kvstore.backend.mapdb.StoredRecord.Lifetime;

/**
 * A store in one file that one process owns. The stores of a process that name the same
 * file share it, each with its own watches, locks and kept-alive keys. All keys are held
 * in memory; a write is acknowledged once it is durable. Instead of a file it can be
 * memory, which ends with the last store that has it open.
 */
public final class MapDbStore extends CheckedStore {

	static final String BACKEND = "mapdb";

	static final int MAX_VALUE_SIZE = 16 * 1024 * 1024;

	private static final Duration OPEN_TIMEOUT = Duration.ofMinutes(10);

	private final Engine engine;

	private final Duration requestTimeout;

	private final CallbackThreads callbacks = new CallbackThreads("kvstore-mapdb-callback");

	private final LeaseRenewals renewals = new LeaseRenewals();

	private final Set<WatchDelivery> watches = ConcurrentHashMap.newKeySet();

	private volatile boolean keepsKeysAlive;

	private MapDbStore(Engine engine, Duration requestTimeout) {
		super(BACKEND, MAX_VALUE_SIZE);
		this.engine = engine;
		this.requestTimeout = requestTimeout;
	}

	/**
	 * Opens a store.
	 * @param settings the file and how to use it
	 * @return the store
	 * @throws StoreFileException if the store fails fast and the file cannot be used
	 */
	public static MapDbStore open(MapDbSettings settings) {
		Engine engine = Engines.attach(settings.location());
		try {
			if (settings.failFast()) {
				engine.awaitOpen(OPEN_TIMEOUT);
			}
			return new MapDbStore(engine, settings.requestTimeout());
		}
		catch (StoreException ex) {
			Engines.detach(engine);
			throw ex;
		}
	}

	@Override
	protected Optional<KeyValue> doGet(String key) {
		StoredRecord found = this.engine.state("get", key).get(key);
		return (found != null) ? Optional.of(found.keyValue()) : Optional.empty();
	}

	@Override
	protected boolean doExists(String key) {
		return this.engine.state("exists", key).get(key) != null;
	}

	@Override
	protected List<KeyValue> doList(String directory) {
		return this.engine.state("list", directory).list(directory);
	}

	@Override
	protected KeyValue doPut(String key, byte[] value, PutOptions options) {
		byte[] copy = value.clone();
		return this.engine.write("put", key, copy.length, this.requestTimeout,
				(batch) -> batch.put(key, copy, batch.nextVersion(), lifetime(options)));
	}

	@Override
	protected boolean doDelete(String key) {
		return this.engine.write("delete", key, 0, this.requestTimeout,
				(batch) -> batch.deleteIf(key, batch.version(key)));
	}

	@Override
	protected long doDeleteTree(String directory) {
		return this.engine.write("deleteTree", directory, 0, this.requestTimeout,
				(batch) -> batch.deleteBelow(directory));
	}

	@Override
	protected Optional<KeyValue> doAtomicPut(String key, byte[] value, long previous, PutOptions options) {
		byte[] copy = value.clone();
		return this.engine.write("atomicPut", key, copy.length, this.requestTimeout,
				(batch) -> (batch.version(key) == previous)
						? Optional.of(batch.put(key, copy, batch.nextVersion(), lifetime(options))) : Optional.empty());
	}

	@Override
	protected boolean doAtomicDelete(String key, long previous) {
		return this.engine.write("atomicDelete", key, 0, this.requestTimeout, (batch) -> batch.deleteIf(key, previous));
	}

	@Override
	protected OptionalLong doCommit(TransactionOperations operations) {
		long size = operations.writes().stream().mapToLong((write) -> sizeOf(write.value())).sum();
		return this.engine.write("commit", null, (int) Math.min(size, Integer.MAX_VALUE), this.requestTimeout,
				(batch) -> batch.commit(operations));
	}

	private static int sizeOf(byte @Nullable [] value) {
		return (value != null) ? value.length : 0;
	}

	private @Nullable Lifetime lifetime(PutOptions options) {
		Duration ttl = options.ttl();
		if (ttl == null) {
			return null;
		}
		if (options.keepAlive()) {
			// before the store is asked whether it is closed: either this or its close
			// sees the other
			this.keepsKeysAlive = true;
		}
		return Lifetime.of(ttl, (options.keepAlive() && !isClosed()) ? this : null);
	}

	@Override
	protected Watch doWatch(String key, WatchListener listener) {
		WatchDelivery watch = newWatch(key, listener);
		this.engine.watchKey(watch);
		return registered(watch);
	}

	@Override
	protected Watch doWatchTree(String directory, WatchListener listener) {
		WatchDelivery watch = newWatch(directory, listener);
		this.engine.watchDirectory(watch);
		return registered(watch);
	}

	private WatchDelivery newWatch(String path, WatchListener listener) {
		WatchDelivery watch = new WatchDelivery(path, listener, this.callbacks, this.engine::lastContact, (closed) -> {
			this.engine.watches().remove(closed);
			this.watches.remove(closed);
		});
		this.watches.add(watch);
		return watch;
	}

	private Watch registered(WatchDelivery watch) {
		if (isClosed()) {
			watch.close();
		}
		return watch;
	}

	@Override
	protected StoreLock doNewLock(String key, LockOptions options) {
		return new MapDbLock(this, this.engine.locks(), key, options);
	}

	LockLease grant(LockRequest request) {
		return this.renewals.start(request, this.callbacks,
				(ended) -> this.engine.locks().remove(ended.key(), ended.fencingToken()));
	}

	void reserveTokens(String operation, String key) {
		if (this.engine.locks().needsTokens()) {
			long first = this.engine.write(operation, key, 0, this.requestTimeout,
					(batch) -> batch.reserveTokens(FencingTokens.BLOCK));
			this.engine.locks().reserved(first);
		}
	}

	void withdrawIfClosed(LockRequest request) {
		try {
			requireOpen("lock", request.key());
		}
		catch (StoreException ex) {
			end(request);
			throw ex;
		}
	}

	private void end(LockRequest request) {
		if (this.engine.locks().withdraw(request)) {
			request.granted().completeExceptionally(new IllegalStateException("the store was closed"));
		}
		else {
			request.releaseIfGranted();
		}
	}

	@Override
	protected StoreStatus doStatus() {
		CommittedState state = this.engine.state("status", null);
		Map<String, Object> details = new LinkedHashMap<>(this.engine.facts());
		details.put("keys", state.size());
		CommitTotals commits = this.engine.commits();
		details.put("commits", commits.commits());
		details.put("committedWrites", commits.writes());
		details.put("commitTime", commits.time());
		details.put("watches", this.watches.size());
		details.put("locks", this.engine.locks().size());
		return new StoreStatus(BACKEND, this.engine.isWritable(), details);
	}

	@Override
	protected void doClose() {
		WatchDelivery.closeAll(List.copyOf(this.watches));
		this.engine.locks().requestsOf(this).forEach(this::end);
		this.renewals.close();
		if (this.keepsKeysAlive) {
			this.engine.abandon(this);
		}
		this.callbacks.close();
		Engines.detach(this.engine);
	}

}
