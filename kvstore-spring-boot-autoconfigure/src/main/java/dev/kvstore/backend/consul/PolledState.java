package dev.kvstore.backend.consul;

import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.kvstore.api.StoreException;
import dev.kvstore.api.StoreUnavailableException;

/**
 * What a poll knows of its path, and who of its subscribers was told so. Safe for use by
 * the poll's query and its refresh at once.
 */
final class PolledState {

	private final PolledPath path;

	private final Map<PollSubscriber, Standing> subscribers = new LinkedHashMap<>();

	private Map<String, Long> known = Map.of();

	private long index;

	private volatile Instant lastContact = Instant.now();

	PolledState(PolledPath path) {
		this.path = path;
	}

	Instant lastContact() {
		return this.lastContact;
	}

	synchronized void add(PollSubscriber subscriber) {
		this.subscribers.put(subscriber, Standing.NEW);
	}

	synchronized void remove(PollSubscriber subscriber) {
		this.subscribers.remove(subscriber);
	}

	synchronized boolean isUnused() {
		return this.subscribers.isEmpty();
	}

	synchronized boolean isCurrent() {
		return !this.subscribers.containsValue(Standing.NEW) && !this.subscribers.containsValue(Standing.INTERRUPTED);
	}

	/**
	 * Prepares to ask.
	 * @return what to ask for: a change if all know the present state, else that
	 */
	synchronized Question ask() {
		return isCurrent() ? new Question(this.index, this.index, List.of()) : askAfresh();
	}

	synchronized Question askAfresh() {
		List<PollSubscriber> waiting = this.subscribers.entrySet()
			.stream()
			.filter((entry) -> entry.getValue() != Standing.CURRENT)
			.map(Map.Entry::getKey)
			.toList();
		return new Question(0, this.index, waiting);
	}

	/**
	 * Takes an answer and tells the subscribers what it changes.
	 * @param question what was asked
	 * @param entries the whole present state
	 * @param answered its index
	 * @return whether anything changed
	 */
	synchronized boolean answered(Question question, List<KvEntry> entries, long answered) {
		this.lastContact = Instant.now();
		Map<String, Long> versions = new HashMap<>();
		entries.forEach((entry) -> versions.put(entry.key(), entry.modified()));
		boolean changed = !versions.equals(this.known);
		if (answered < this.index && answered >= question.since()) {
			return false;
		}
		if (changed && question.since() > 0 && (answered < question.since() || hasOlderVersion(versions))) {
			this.index = 0;
			interrupted(new StoreUnavailableException(ConsulStore.BACKEND, "watch", this.path.path(), false,
					"the index went back after " + question.since() + ", as it does when a snapshot is restored",
					null));
			return true;
		}
		this.index = answered;
		if (changed) {
			tellDifference(versions, entries);
		}
		question.waiting().forEach((subscriber) -> present(subscriber, entries));
		return changed;
	}

	private boolean hasOlderVersion(Map<String, Long> versions) {
		return versions.entrySet()
			.stream()
			.anyMatch((entry) -> entry.getValue() < this.known.getOrDefault(entry.getKey(), 0L));
	}

	private void tellDifference(Map<String, Long> versions, List<KvEntry> entries) {
		Map<String, Long> before = this.known;
		this.known = versions;
		List<PollSubscriber> current = this.subscribers.entrySet()
			.stream()
			.filter((entry) -> entry.getValue() == Standing.CURRENT)
			.map(Map.Entry::getKey)
			.toList();
		before.forEach((key, version) -> {
			if (!versions.containsKey(key)) {
				current.forEach((subscriber) -> subscriber.deleted(key, version + 1));
			}
		});
		for (KvEntry entry : entries) {
			Long version = before.get(entry.key());
			if (version == null || version != entry.modified()) {
				current.forEach((subscriber) -> subscriber.changed(entry));
			}
		}
	}

	private void present(PollSubscriber subscriber, List<KvEntry> entries) {
		Standing before = this.subscribers.replace(subscriber, Standing.CURRENT);
		if (before != null && before != Standing.CURRENT) {
			subscriber.present(entries);
		}
	}

	synchronized void interrupted(StoreException cause) {
		for (Map.Entry<PollSubscriber, Standing> entry : List.copyOf(this.subscribers.entrySet())) {
			if (this.subscribers.replace(entry.getKey(), Standing.INTERRUPTED) != Standing.INTERRUPTED) {
				entry.getKey().interrupted(cause);
			}
		}
	}

	/**
	 * What a query asks for.
	 *
	 * @param index the index after which to wait for a change, zero for an answer at once
	 * @param since the index that was known then
	 * @param waiting who is to be told the whole state
	 */
	record Question(long index, long since, List<PollSubscriber> waiting) {

	}

	private enum Standing {

		NEW, CURRENT, INTERRUPTED

	}

}
