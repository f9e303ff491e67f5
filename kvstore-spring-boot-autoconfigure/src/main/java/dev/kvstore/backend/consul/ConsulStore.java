package dev.kvstore.backend.consul;

import java.time.Clock;
import java.time.Duration;
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
import dev.kvstore.backend.Arguments;
import dev.kvstore.backend.CallbackThreads;
import dev.kvstore.backend.CheckedStore;
import dev.kvstore.backend.Deadline;
import dev.kvstore.backend.KeptLeases;
import dev.kvstore.backend.QueuedLocks;
import dev.kvstore.backend.TransactionOperations;
import dev.kvstore.backend.WatchDelivery;
import dev.kvstore.backend.consul.ConsulPolls.Subscription;

/**
 * A store on Consul's key/value store. Opening it needs no agent; each call fails as
 * unavailable until one answers.
 */
public final class ConsulStore extends CheckedStore {

	static final String BACKEND = "consul";

	/** A transaction takes 383 KiB, of which this leaves some for long keys. */
	static final int MAX_VALUE_SIZE = 360 * 1024;

	private static final Duration LONGEST_CLOSE = Duration.ofSeconds(2);

	private final ConsulAgents agents;

	private final KvReads reads;

	private final KvWrites writes;

	private final UserTransactions transactions;

	private final KeyLifetimes lifetimes;

	private final ConsulPolls polls;

	private final KeptLeases<String> leases;

	private final QueuedLocks<String> locks;

	private final Duration closeTimeout;

	private final CallbackThreads callbacks = new CallbackThreads("kvstore-consul-callback");

	private final Set<WatchDelivery> watches = ConcurrentHashMap.newKeySet();

	private ConsulStore(ConsulSettings settings) {
		super(BACKEND, MAX_VALUE_SIZE);
		this.agents = new ConsulAgents(settings);
		KvTransactions sent = new KvTransactions(this.agents);
		this.reads = new KvReads(this.agents, sent, settings.readConsistency());
		ConsulSessions sessions = new ConsulSessions(this.agents);
		KeyDeadlines deadlines = new KeyDeadlines(sent, this.reads, Clock.systemUTC());
		this.lifetimes = new KeyLifetimes(sessions, sent, deadlines);
		this.writes = new KvWrites(sent, this.reads, this.lifetimes);
		this.transactions = new UserTransactions(sent, this.lifetimes, this.agents);
		this.polls = new ConsulPolls(this.agents, this.reads);
		LockSessions lockSessions = new LockSessions(this.agents, sessions, sent, this.lifetimes, this.callbacks);
		this.leases = new KeptLeases<>(BACKEND, lockSessions, this.callbacks);
		ConsulLockQueue queue = new ConsulLockQueue(this, this.agents, sent, this.reads, lockSessions, this.polls,
				this.leases::lost);
		this.locks = new QueuedLocks<>(this, BACKEND, queue, this.leases, this.callbacks, settings.requestTimeout());
		this.closeTimeout = (settings.requestTimeout().compareTo(LONGEST_CLOSE) < 0) ? settings.requestTimeout()
				: LONGEST_CLOSE;
	}

	/**
	 * Opens a store.
	 * @param settings how to reach Consul
	 * @return the store, which has not been in contact with an agent
	 */
	public static ConsulStore open(ConsulSettings settings) {
		Arguments.requireNonNull(settings, "settings");
		ConsulStore store = new ConsulStore(settings);
		store.lifetimes.start();
		return store;
	}

	@Override
	protected Optional<KeyValue> doGet(String key) {
		return this.agents.within(() -> this.reads.get("get", key)).map(KvEntry::toKeyValue);
	}

	@Override
	protected boolean doExists(String key) {
		return this.agents.within(() -> this.reads.get("exists", key)).isPresent();
	}

	@Override
	protected List<KeyValue> doList(String directory) {
		return this.reads.list("list", directory)
			.stream()
			.filter((entry) -> entry.isBelow(directory))
			.map(KvEntry::toKeyValue)
			.toList();
	}

	@Override
	protected KeyValue doPut(String key, byte[] value, PutOptions options) {
		return this.agents.within(() -> this.writes.put(key, value, options));
	}

	@Override
	protected boolean doDelete(String key) {
		return this.writes.delete(key);
	}

	@Override
	protected long doDeleteTree(String directory) {
		return this.agents.within(() -> this.writes.deleteTree(directory));
	}

	@Override
	protected Optional<KeyValue> doAtomicPut(String key, byte[] value, long previous, PutOptions options) {
		return this.agents.within(() -> this.writes.atomicPut(key, value, previous, options));
	}

	@Override
	protected boolean doAtomicDelete(String key, long previous) {
		return this.writes.atomicDelete(key, previous);
	}

	@Override
	protected OptionalLong doCommit(TransactionOperations operations) {
		return this.agents.within(() -> this.transactions.commit(operations));
	}

	@Override
	protected Watch doWatch(String key, WatchListener listener) {
		return watch(key, false, listener);
	}

	@Override
	protected Watch doWatchTree(String directory, WatchListener listener) {
		return watch(directory, true, listener);
	}

	private Watch watch(String path, boolean tree, WatchListener listener) {
		AtomicReference<@Nullable Subscription> subscription = new AtomicReference<>();
		WatchDelivery watch = new WatchDelivery(path, listener, this.callbacks,
				() -> Objects.requireNonNull(subscription.get()).lastContact(), (closed) -> {
					this.watches.remove(closed);
					end(subscription.get());
				});
		this.watches.add(watch);
		subscription.set(this.polls.subscribe(new WatchSubscriber(watch, tree)));
		if (isClosed() || !watch.isActive()) {
			watch.close();
			end(subscription.get());
		}
		return watch;
	}

	private static void end(@Nullable Subscription subscription) {
		if (subscription != null) {
			subscription.end();
		}
	}

	@Override
	protected StoreLock doNewLock(String key, LockOptions options) {
		return this.locks.lock(key, options);
	}

	@Override
	protected StoreStatus doStatus() {
		return this.agents.within(() -> new ConsulStatus(this.agents, this.leases).read());
	}

	@Override
	protected void doClose() {
		WatchDelivery.closeAll(List.copyOf(this.watches));
		this.locks.close();
		Deadline deadline = Deadline.after(this.closeTimeout);
		this.leases.close(deadline.remaining());
		this.lifetimes.close(deadline.remaining());
		this.polls.close();
		this.agents.close();
		this.callbacks.close();
	}

}
