package dev.kvstore.backend.etcd;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

import dev.kvstore.api.KeyValue;
import dev.kvstore.api.LockOptions;
import dev.kvstore.api.PutOptions;
import dev.kvstore.api.StoreLock;
import dev.kvstore.api.StoreStatus;
import dev.kvstore.api.Watch;
import dev.kvstore.api.WatchListener;
import dev.kvstore.backend.CallbackThreads;
import dev.kvstore.backend.CheckedStore;
import dev.kvstore.backend.DelayedTasks;
import dev.kvstore.backend.KeptLeases;
import dev.kvstore.backend.QueuedLocks;
import dev.kvstore.backend.TransactionOperations;
import dev.kvstore.backend.WatchDelivery;

/**
 * A store on an etcd cluster. Values have at most 1 MiB. A key with a TTL goes at the
 * latest 2 s after it when the store that wrote it is gone, once the cluster has a
 * leader; a TTL counts as at least 2 s then.
 */
public final class EtcdStore extends CheckedStore {

	static final String BACKEND = "etcd";

	/** The server takes requests of 1.5 MiB unless it is told otherwise. */
	static final int MAX_VALUE_SIZE = 1 << 20;

	private static final Duration LONGEST_CLOSE = Duration.ofSeconds(2);

	private final EtcdClient client;

	private final EtcdReader reader;

	private final EtcdLifetimes lifetimes;

	private final EtcdWriter writer;

	private final EtcdWatches watches;

	private final KeptLeases<EtcdLease> lockLeases;

	private final QueuedLocks<EtcdLease> locks;

	private final CallbackThreads callbacks = new CallbackThreads("kvstore-etcd-callback");

	private final DelayedTasks timer = new DelayedTasks("kvstore-etcd-timer");

	private final Set<WatchDelivery> deliveries = ConcurrentHashMap.newKeySet();

	private EtcdStore(EtcdSettings settings) {
		super(BACKEND, MAX_VALUE_SIZE);
		EtcdChannels channels = new EtcdChannels(settings.connectTimeout(), settings.tls());
		this.client = new EtcdClient(new EtcdEndpoints(settings.endpoints(), channels),
				new EtcdAuthentication(settings.credentials()), settings.requestTimeout());
		this.reader = new EtcdReader(this.client, settings.readConsistency());
		EtcdLeases leases = new EtcdLeases(this.client, this.timer);
		this.lifetimes = new EtcdLifetimes(leases, this.callbacks);
		this.writer = new EtcdWriter(this.client, this.lifetimes);
		this.watches = new EtcdWatches(this.client, this.reader, this.timer);
		this.lockLeases = new KeptLeases<>(BACKEND, leases, this.callbacks);
		this.locks = new QueuedLocks<>(this, BACKEND,
				new EtcdLockQueue(this.client, this.watches, this.lockLeases::lost), this.lockLeases, this.callbacks,
				settings.requestTimeout());
	}

	/**
	 * Opens a store. Needs no server: it is connected to when it is first asked for
	 * something.
	 * @param settings where the servers are and how to use them
	 * @return the store
	 */
	public static EtcdStore open(EtcdSettings settings) {
		return new EtcdStore(settings);
	}

	@Override
	protected Optional<KeyValue> doGet(String key) {
		return this.reader.read(this.client.operation("get", key), KeyRange.of(key).request())
			.getKvsList()
			.stream()
			.findFirst()
			.map((stored) -> new KeyValue(key, stored.getValue().toByteArray(), stored.getModRevision()));
	}

	@Override
	protected boolean doExists(String key) {
		return this.reader.read(this.client.operation("exists", key), KeyRange.of(key).request().setCountOnly(true))
			.getCount() > 0;
	}

	@Override
	protected List<KeyValue> doList(String directory) {
		return this.reader.list(this.client.operation("list", directory), Territory.below(directory))
			.keyValues()
			.stream()
			.map(Territory::keyValue)
			.filter(Objects::nonNull)
			.toList();
	}

	@Override
	protected KeyValue doPut(String key, byte[] value, PutOptions options) {
		return this.writer.put(key, value, options);
	}

	@Override
	protected boolean doDelete(String key) {
		return this.writer.delete(key);
	}

	@Override
	protected long doDeleteTree(String directory) {
		return this.writer.deleteTree(directory);
	}

	@Override
	protected Optional<KeyValue> doAtomicPut(String key, byte[] value, long previous, PutOptions options) {
		return this.writer.compareAndPut(key, value, previous, options);
	}

	@Override
	protected boolean doAtomicDelete(String key, long previous) {
		return this.writer.compareAndDelete(key, previous);
	}

	@Override
	protected OptionalLong doCommit(TransactionOperations operations) {
		return this.writer.commit(operations);
	}

	@Override
	protected Watch doWatch(String key, WatchListener listener) {
		return watch("watch", key, Territory.ofKey(key), listener);
	}

	@Override
	protected Watch doWatchTree(String directory, WatchListener listener) {
		return watch("watchTree", directory, Territory.below(directory), listener);
	}

	private Watch watch(String operation, String path, Territory territory, WatchListener listener) {
		AtomicReference<@Nullable EtcdWatch> watch = new AtomicReference<>();
		Instant begin = Instant.now();
		WatchDelivery delivery = new WatchDelivery(path, listener, this.callbacks, () -> {
			EtcdWatch started = watch.get();
			return (started != null) ? started.lastContact() : begin;
		}, (closed) -> {
			this.deliveries.remove(closed);
			close(watch.get());
		});
		this.deliveries.add(delivery);
		watch.set(this.watches.start(operation, path, territory, new DeliveredChanges(delivery)));
		if (isClosed()) {
			delivery.close();
		}
		if (!delivery.isActive()) {
			close(watch.get());
		}
		return delivery;
	}

	private static void close(@Nullable EtcdWatch watch) {
		if (watch != null) {
			watch.close();
		}
	}

	@Override
	protected StoreLock doNewLock(String key, LockOptions options) {
		return this.locks.lock(key, options);
	}

	@Override
	protected StoreStatus doStatus() {
		return EtcdStatus.of(this.client, this.lockLeases);
	}

	@Override
	protected void doClose() {
		WatchDelivery.closeAll(List.copyOf(this.deliveries));
		this.locks.close();
		this.watches.close();
		this.lockLeases.close(shorter(LONGEST_CLOSE, this.client.requestTimeout()));
		this.lifetimes.close();
		this.timer.close();
		this.client.endpoints().close();
		this.callbacks.close();
	}

	private static Duration shorter(Duration one, Duration other) {
		return (one.compareTo(other) < 0) ? one : other;
	}

}
