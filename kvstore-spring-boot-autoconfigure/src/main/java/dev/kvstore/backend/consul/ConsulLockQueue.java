package dev.kvstore.backend.consul;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import dev.kvstore.api.LockHolder;
import dev.kvstore.api.StoreUnavailableException;
import dev.kvstore.backend.CheckedStore;
import dev.kvstore.backend.Deadline;
import dev.kvstore.backend.LockQueue;
import dev.kvstore.backend.Registration;

/**
 * The queues of contenders: a key for each contender, bound to its session, in the order
 * of their creation indexes, which are the fencing tokens too.
 */
final class ConsulLockQueue implements LockQueue<String> {

	static final String DIRECTORY = KvEntry.INTERNAL + "locks";

	/** Contenders that may still be on their way, with their sessions. */
	private final Map<String, String> unconfirmed = new ConcurrentHashMap<>();

	private final CheckedStore store;

	private final ConsulAgents agents;

	private final KvTransactions transactions;

	private final KvReads reads;

	private final LockSessions sessions;

	private final ConsulPolls polls;

	private final Consumer<String> onEndedSession;

	ConsulLockQueue(CheckedStore store, ConsulAgents agents, KvTransactions transactions, KvReads reads,
			LockSessions sessions, ConsulPolls polls, Consumer<String> onEndedSession) {
		this.store = store;
		this.agents = agents;
		this.transactions = transactions;
		this.reads = reads;
		this.sessions = sessions;
		this.polls = polls;
		this.onEndedSession = onEndedSession;
	}

	private static String directory(String key) {
		return DIRECTORY + "/" + KvPaths.segment(key);
	}

	private static String record(Contender contender) {
		return directory(contender.key()) + "/" + contender.id();
	}

	@Override
	public @Nullable Place enter(Contender contender, String session, boolean onlyIfFree, Deadline deadline) {
		Optional<List<KvEntry>> entries = this.agents.within(deadline, () -> append(contender, session));
		Place place = entries.isPresent() ? place(contender, entries.get()) : null;
		if (onlyIfFree && place != null && place.predecessor() != null) {
			this.agents.within(deadline, () -> leave(contender));
			return null;
		}
		return place;
	}

	private Optional<List<KvEntry>> append(Contender contender, String session) {
		String record = record(contender);
		byte[] value = contender.value().getBytes(StandardCharsets.UTF_8);
		for (long guard = index(session); guard > 0; guard = index(session)) {
			TxnAnswer answer = send(contender, session,
					new TxnOperations().checkIndex(LockSessions.guard(session), guard)
						.lock(record, value, session)
						.getTree(KvPaths.prefix(directory(contender.key()))));
			if (answer.isApplied()) {
				return Optional.of(answer.entries());
			}
			if (guard == index(session)) {
				this.sessions.lookAtGuard(contender, session);
			}
		}
		this.store.requireOpen(contender.operation(), contender.key());
		this.onEndedSession.accept(session);
		return Optional.empty();
	}

	private long index(String session) {
		return this.sessions.guardIndex(session);
	}

	private TxnAnswer send(Contender contender, String session, TxnOperations operations) {
		try {
			return this.transactions.write(contender.operation(), contender.key(), operations);
		}
		catch (StoreUnavailableException ex) {
			if (ex.outcomeUnknown()) {
				this.unconfirmed.values().removeIf((ended) -> index(ended) == 0);
				this.unconfirmed.put(contender.id(), session);
			}
			throw ex;
		}
	}

	@Override
	public @Nullable Place look(Contender contender) {
		return place(contender, this.reads.listConsistently(contender.operation(), directory(contender.key())));
	}

	private static @Nullable Place place(Contender contender, List<KvEntry> entries) {
		String record = record(contender);
		String prefix = KvPaths.prefix(directory(contender.key()));
		long token = entries.stream()
			.filter((entry) -> entry.key().equals(record))
			.mapToLong(KvEntry::created)
			.findFirst()
			.orElse(0);
		Optional<KvEntry> predecessor = entries.stream()
			.filter((entry) -> entry.key().startsWith(prefix) && entry.created() < token)
			.max(Comparator.comparingLong(KvEntry::created));
		return (token > 0) ? new Place(record, token, predecessor.map(KvEntry::key).orElse(null)) : null;
	}

	@Override
	public boolean leave(Contender contender) {
		String record = record(contender);
		String session = this.unconfirmed.get(contender.id());
		if (session == null) {
			return this.transactions.write("unlock", contender.key(), new TxnOperations().get(record).delete(record))
				.isApplied();
		}
		TxnAnswer answer = this.transactions.write("unlock", contender.key(),
				LockSessions.appendGuard(new TxnOperations().delete(record), session));
		if (answer.isApplied()) {
			this.sessions.guarded(session, answer);
		}
		else {
			this.sessions.ended(session);
		}
		this.unconfirmed.remove(contender.id());
		return answer.isApplied();
	}

	/**
	 * Returns the number of contenders that may still be on their way.
	 * @return those that are not withdrawn and whose sessions may live
	 */
	int unconfirmed() {
		return this.unconfirmed.size();
	}

	@Override
	public Registration onGone(Contender contender, String record, Runnable action) {
		PolledPath path = new PolledPath(directory(contender.key()), true);
		return this.polls.subscribe(new GoneSubscriber(path, record, action))::end;
	}

	@Override
	public Optional<LockHolder> first(String key) {
		return firstEntry("holder", key)
			.map((entry) -> new LockHolder(new String(entry.value(), StandardCharsets.UTF_8), entry.created()));
	}

	private Optional<KvEntry> firstEntry(String operation, String key) {
		return this.reads.listConsistently(operation, directory(key))
			.stream()
			.min(Comparator.comparingLong(KvEntry::created));
	}

	@Override
	public boolean removeFirst(String key, long token) {
		Optional<KvEntry> first = firstEntry("forceRelease", key).filter((entry) -> entry.created() == token);
		return first.isPresent()
				&& this.transactions
					.write("forceRelease", key,
							new TxnOperations().checkIndex(first.get().key(), first.get().modified())
								.delete(first.get().key()))
					.isApplied();
	}

}
