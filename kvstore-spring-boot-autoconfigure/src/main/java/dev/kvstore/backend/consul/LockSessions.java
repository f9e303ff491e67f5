package dev.kvstore.backend.consul;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

import dev.kvstore.api.StoreException;
import dev.kvstore.backend.CallbackThreads;
import dev.kvstore.backend.Deadline;
import dev.kvstore.backend.LeaseServer;
import dev.kvstore.backend.LockQueue.Contender;

/**
 * The sessions that locks are bound to. Each has a guard: a key that every contender's
 * arrival compares, so that changing it keeps those out that are still on their way.
 */
final class LockSessions implements LeaseServer<String> {

	private static final String GUARDS = KvEntry.INTERNAL + "guards/";

	private static final byte[] NO_VALUE = {};

	private final ConsulAgents agents;

	private final ConsulSessions sessions;

	private final KvTransactions transactions;

	private final KeyLifetimes lifetimes;

	private final CallbackThreads threads;

	private final Map<String, Long> guards = new ConcurrentHashMap<>();

	LockSessions(ConsulAgents agents, ConsulSessions sessions, KvTransactions transactions, KeyLifetimes lifetimes,
			CallbackThreads threads) {
		this.agents = agents;
		this.lifetimes = lifetimes;
		this.sessions = sessions;
		this.transactions = transactions;
		this.threads = threads;
	}

	@Override
	public Granted<String> grant(String operation, String key, Duration ttl, Deadline deadline) {
		return this.agents.within(deadline, () -> grant(operation, key, ttl));
	}

	private Granted<String> grant(String operation, String key, Duration ttl) {
		ConsulSessions.Session session = this.sessions.create(operation, key, ttl);
		try {
			TxnAnswer answer = this.transactions.prepare(operation, key,
					appendGuard(new TxnOperations(), session.id()));
			if (!answer.isApplied()) {
				throw ConsulFailures.of(operation, key, answer.failures());
			}
			guarded(session.id(), answer);
			return new Granted<>(session.id(), session.ttl());
		}
		catch (StoreException ex) {
			this.threads.run(() -> revoke(session.id()));
			throw ex;
		}
	}

	static String guard(String session) {
		return GUARDS + session;
	}

	static TxnOperations appendGuard(TxnOperations operations, String session) {
		return operations.delete(guard(session)).lock(guard(session), NO_VALUE, session);
	}

	/**
	 * Returns what a contender's arrival is to compare the guard with.
	 * @param session the session
	 * @return its index, or zero if the session is over
	 */
	long guardIndex(String session) {
		return this.guards.getOrDefault(session, 0L);
	}

	/**
	 * Takes over the index of a guard that was written.
	 * @param session the session
	 * @param answer the answer to the write
	 */
	void guarded(String session, TxnAnswer answer) {
		this.guards.merge(session, answer.index(), Math::max);
	}

	/**
	 * Looks whether a withdrawal that came late has changed a guard, or its session is
	 * over.
	 * @param contender who found the guard changed
	 * @param session the session
	 */
	void lookAtGuard(Contender contender, String session) {
		TxnAnswer answer = this.transactions.check(contender.operation(), contender.key(),
				new TxnOperations().get(guard(session)).checkSession(guard(session), session));
		if (answer.isApplied()) {
			guarded(session, answer);
		}
		else {
			ended(session);
		}
	}

	/**
	 * Notes that the server does not know the session any more.
	 * @param session the session
	 */
	void ended(String session) {
		this.guards.remove(session);
	}

	@Override
	public CompletionStage<Boolean> renew(String session) {
		CompletableFuture<Boolean> renewed = new CompletableFuture<>();
		this.threads.run(() -> {
			try {
				renewed.complete(this.guards.containsKey(session) && this.sessions.renew(session));
			}
			catch (RuntimeException | Error ex) {
				renewed.completeExceptionally(ex);
			}
		});
		return renewed;
	}

	@Override
	public void revoke(String session) {
		this.guards.remove(session);
		this.lifetimes.end(session);
	}

}
