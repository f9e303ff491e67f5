package dev.kvstore.event;

import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.kvstore.api.WatchEvent;

/**
 * The events of one watch that wait for one consumer, merged by the rules of the watch
 * itself: at most one a key, besides one of each marker. A later event of a key takes the
 * place of the one that waits, so a marker never overtakes a state before it. Not safe
 * for concurrent use.
 */
final class CoalescedEvents {

	/** By key, markers by their class, in the order of delivery. */
	private final Map<Object, WatchEvent> waiting = new LinkedHashMap<>();

	/** The keys that the consumer knows as present. */
	private final Set<String> known = new HashSet<>();

	static @Nullable String keyOf(WatchEvent event) {
		if (event instanceof WatchEvent.Put put) {
			return put.keyValue().key();
		}
		return (event instanceof WatchEvent.Deleted deleted) ? deleted.key() : null;
	}

	void add(WatchEvent event) {
		if (event instanceof WatchEvent.Put put) {
			this.waiting.put(put.keyValue().key(), put);
		}
		else if (event instanceof WatchEvent.Deleted deleted) {
			delete(deleted);
		}
		else {
			this.waiting.remove(WatchEvent.Synced.class);
			this.waiting.put(event.getClass(), event);
		}
	}

	private void delete(WatchEvent.Deleted deleted) {
		if (this.known.contains(deleted.key())) {
			this.waiting.put(deleted.key(), deleted);
		}
		else {
			this.waiting.remove(deleted.key());
		}
	}

	/**
	 * Takes the next event.
	 * @param busy keys whose events have to wait longer
	 * @return the event, from now on known to the consumer, or {@code null}
	 */
	@Nullable WatchEvent take(Collection<String> busy) {
		Iterator<Map.Entry<Object, WatchEvent>> entries = this.waiting.entrySet().iterator();
		while (entries.hasNext()) {
			Map.Entry<Object, WatchEvent> entry = entries.next();
			if (!busy.contains(entry.getKey())) {
				entries.remove();
				know(entry.getValue());
				return entry.getValue();
			}
		}
		return null;
	}

	/**
	 * Notes an event that the consumer is not to get.
	 * @param event the event
	 */
	void know(WatchEvent event) {
		if (event instanceof WatchEvent.Put put) {
			this.known.add(put.keyValue().key());
		}
		else if (event instanceof WatchEvent.Deleted deleted) {
			this.known.remove(deleted.key());
		}
	}

	int size() {
		return this.waiting.size();
	}

	void clear() {
		this.waiting.clear();
		this.known.clear();
	}

}
