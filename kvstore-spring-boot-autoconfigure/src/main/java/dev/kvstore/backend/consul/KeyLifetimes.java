package dev.kvstore.backend.consul;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

import dev.kvstore.api.PutOptions;
import dev.kvstore.api.StoreException;
import dev.kvstore.api.StoreUnavailableException;
import dev.kvstore.backend.DaemonThreads;
import dev.kvstore.backend.DelayedTasks;
import dev.kvstore.backend.KeyExpirations;

/**
 * The TTLs of the keys that this store wrote. Each write with a TTL has a session of its
 * own, so that ending the session ends what that write left, and nothing else.
 */
final class KeyLifetimes {

	private static final Logger logger = System.getLogger(KeyLifetimes.class.getName());

	/** A session begins before its write is acknowledged. */
	private static final Duration SLACK = Duration.ofSeconds(1);

	private static final Duration RETRY = Duration.ofSeconds(1);

	private static final int THREADS = 4;

	private final Map<String, Lifetime> byKey = new ConcurrentHashMap<>();

	private final Map<String, String> keyBySession = new ConcurrentHashMap<>();

	private final ConsulSessions sessions;

	private final KvTransactions transactions;

	private final KeyDeadlines deadlines;

	private final KeyExpirations expirations = new KeyExpirations(ConsulStore.BACKEND, this::expire);

	private final DelayedTasks renewals = new DelayedTasks("kvstore-consul-renewals");

	private final ThreadPoolExecutor threads = new ThreadPoolExecutor(THREADS, THREADS, 1, TimeUnit.SECONDS,
			new LinkedBlockingQueue<>(), new DaemonThreads("kvstore-consul-sessions"),
			new ThreadPoolExecutor.DiscardPolicy());

	KeyLifetimes(ConsulSessions sessions, KvTransactions transactions, KeyDeadlines deadlines) {
		this.sessions = sessions;
		this.transactions = transactions;
		this.deadlines = deadlines;
		this.threads.allowCoreThreadTimeOut(true);
	}

	void start() {
		this.deadlines.start();
	}

	/**
	 * Returns the TTL that this store gave a key, to be told later that another write has
	 * taken its place.
	 * @param key the key
	 * @return its lifetime, or {@code null} if it has none
	 */
	@Nullable Lifetime of(String key) {
		return this.byKey.get(key);
	}

	/**
	 * Prepares a write with a TTL.
	 * @param operation the user's operation
	 * @param key its key
	 * @param options its TTL
	 * @return the lifetime, or {@code null} if it has no TTL
	 */
	@Nullable Lifetime begin(String operation, String key, PutOptions options) {
		Duration ttl = options.ttl();
		if (ttl == null) {
			return null;
		}
		if (ttl.compareTo(ConsulSessions.LONGEST_TTL) > 0) {
			return new Lifetime(null, ttl, options.keepAlive(), 0);
		}
		Duration asked = options.keepAlive() ? ttl : ttl.plus(SLACK);
		return new Lifetime(this.sessions.create(operation, key, asked), ttl, options.keepAlive(), 0);
	}

	/**
	 * Adds to a write what its key is to end with.
	 * @param operations the write, without the value
	 * @param key the key
	 * @param value the value
	 * @param lifetime its lifetime, if it has one
	 * @return the operations
	 */
	TxnOperations append(TxnOperations operations, String key, byte[] value, @Nullable Lifetime lifetime) {
		if (lifetime == null) {
			return operations.set(key, value);
		}
		return (lifetime.session() != null) ? operations.lock(key, value, lifetime.session().id())
				: this.deadlines.append(operations.set(key, value), key, lifetime.ttl());
	}

	/**
	 * Begins to count after a write was acknowledged.
	 * @param key the key
	 * @param version its version
	 * @param lifetime the write's lifetime
	 */
	void begun(String key, long version, Lifetime lifetime) {
		Lifetime begun = lifetime.at(version);
		ConsulSessions.Session session = lifetime.session();
		if (!begun.equals(this.byKey.merge(key, begun, Lifetime::later))) {
			discard(begun);
		}
		else if (session == null) {
			this.deadlines.begun(key, version, lifetime.ttl(), lifetime.keepAlive(),
					() -> this.byKey.remove(key, begun));
		}
		else if (lifetime.keepAlive()) {
			scheduleRenewal(key, begun, session, session.ttl().dividedBy(3));
		}
		else {
			this.keyBySession.put(session.id(), key);
			this.expirations.schedule(session.id(), 0, lifetime.ttl());
		}
	}

	/**
	 * Ends what an acknowledged write has taken the place of.
	 * @param key the key
	 * @param superseded its lifetime from before the write was sent, if it had one
	 */
	void superseded(String key, @Nullable Lifetime superseded) {
		if (superseded != null) {
			this.byKey.remove(key, superseded);
			this.deadlines.end(key, superseded.version());
			discard(superseded);
		}
	}

	/**
	 * Ends what a deleted key had.
	 * @param last the key as it was last
	 */
	void deleted(KvEntry last) {
		Lifetime lifetime = this.byKey.get(last.key());
		if (lifetime != null && lifetime.version() == last.modified()) {
			superseded(last.key(), lifetime);
		}
	}

	/**
	 * Ends the lifetime of a write that had no effect.
	 * @param lifetime the lifetime, if it has one
	 */
	void discard(@Nullable Lifetime lifetime) {
		ConsulSessions.Session session = (lifetime != null) ? lifetime.session() : null;
		if (session != null) {
			this.expirations.cancel(session.id());
			this.keyBySession.remove(session.id());
			this.threads.execute(() -> end(session.id()));
		}
	}

	/**
	 * Ends the lifetime of a write that failed, not before its TTL if it may have taken
	 * effect.
	 * @param lifetime the lifetime, if it has one
	 * @param failure why it failed
	 */
	void failed(@Nullable Lifetime lifetime, StoreException failure) {
		ConsulSessions.Session session = (lifetime != null) ? lifetime.session() : null;
		boolean unknown = failure instanceof StoreUnavailableException unavailable && unavailable.outcomeUnknown();
		if (lifetime != null && session != null && unknown) {
			this.expirations.schedule(session.id(), 0, lifetime.ttl());
		}
		else {
			discard(lifetime);
		}
	}

	/**
	 * Ends a session, later if that fails now.
	 * @param session its id
	 */
	void end(String session) {
		try {
			this.sessions.destroy(session);
			forget(session);
		}
		catch (StoreException ex) {
			logger.log(Level.DEBUG, "A session was not ended, which is tried again", ex);
			this.expirations.schedule(session, 0, RETRY);
		}
	}

	private void expire(Map<String, Long> due) {
		due.keySet().forEach((session) -> this.threads.execute(() -> end(session)));
	}

	private void forget(String session) {
		String key = this.keyBySession.remove(session);
		if (key != null) {
			this.byKey.computeIfPresent(key, (same, lifetime) -> lifetime.isOf(session) ? null : lifetime);
		}
	}

	private void scheduleRenewal(String key, Lifetime lifetime, ConsulSessions.Session session, Duration delay) {
		this.renewals.schedule(() -> this.threads.execute(() -> renew(key, lifetime, session)), delay);
	}

	private void renew(String key, Lifetime lifetime, ConsulSessions.Session session) {
		if (!lifetime.equals(this.byKey.get(key))) {
			discard(lifetime);
			return;
		}
		try {
			if (this.sessions.renew(session.id()) && isHeld(key, session)) {
				scheduleRenewal(key, lifetime, session, session.ttl().dividedBy(3));
			}
			else {
				superseded(key, lifetime);
			}
		}
		catch (StoreException ex) {
			logger.log(Level.DEBUG, "A session was not renewed, which is tried again", ex);
			scheduleRenewal(key, lifetime, session, session.ttl().dividedBy(12));
		}
	}

	private boolean isHeld(String key, ConsulSessions.Session session) {
		return this.transactions.check("keepAlive", key, new TxnOperations().checkSession(key, session.id()))
			.isApplied();
	}

	/**
	 * Leaves all keys to their sessions.
	 * @param timeout how long to wait for the end of sessions that hold none any more
	 */
	void close(Duration timeout) {
		this.renewals.close();
		this.expirations.close();
		this.deadlines.close();
		this.threads.shutdown();
		try {
			this.threads.awaitTermination(timeout.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		this.threads.shutdownNow();
	}

	/**
	 * How long a key lives.
	 *
	 * @param session what it ends with, {@code null} if its TTL is longer than any
	 * @param ttl its TTL
	 * @param keepAlive whether the session is renewed
	 * @param version the version that it is of, zero until the write is acknowledged
	 */
	record Lifetime(ConsulSessions.@Nullable Session session, Duration ttl, boolean keepAlive, long version) {

		Lifetime at(long acknowledged) {
			return new Lifetime(this.session, this.ttl, this.keepAlive, acknowledged);
		}

		Lifetime later(Lifetime other) {
			return (this.version > other.version) ? this : other;
		}

		boolean isOf(String id) {
			return this.session != null && this.session.id().equals(id);
		}

	}

}
