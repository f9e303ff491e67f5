package dev.kvstore.backend;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.kvstore.api.KeyValue;
import dev.kvstore.api.StoreException;
import dev.kvstore.api.WatchEvent;

/**
 * The events that wait for one listener: at most one a key, besides at most one
 * {@link WatchEvent.Interrupted} and one {@link WatchEvent.Synced}. A later event of a
 * key takes the place of the one that waits, so a marker never overtakes a state before
 * it. Not safe for concurrent use.
 */
final class PendingEvents {

	/** Keys of states and {@link Marker}s, in the order of delivery. */
	private final Map<Object, WatchEvent> pending = new LinkedHashMap<>();

	/** The version of each present key, delivered or pending. */
	private final Map<String, Long> known = new HashMap<>();

	/** The keys whose last delivered event is a {@link WatchEvent.Put}. */
	private final Set<String> delivered = new HashSet<>();

	void put(KeyValue keyValue) {
		Long version = this.known.get(keyValue.key());
		if (keyValue.version() > ((version != null) ? version : deletedAt(keyValue.key()))) {
			replace(keyValue);
		}
	}

	private long deletedAt(String key) {
		return (this.pending.get(key) instanceof WatchEvent.Deleted deleted) ? deleted.version() : 0;
	}

	private void replace(KeyValue keyValue) {
		this.known.put(keyValue.key(), keyValue.version());
		this.pending.put(keyValue.key(), new WatchEvent.Put(keyValue));
	}

	void deleted(String key, long version) {
		Long last = this.known.get(key);
		if (last == null || version <= last) {
			return;
		}
		this.known.remove(key);
		if (this.delivered.contains(key)) {
			this.pending.put(key, new WatchEvent.Deleted(key, version));
		}
		else {
			this.pending.remove(key);
		}
	}

	/**
	 * Adds the difference to the present state. Its versions count even where they went
	 * back, as they do after a server was restored.
	 * @param state the present state
	 */
	void present(Collection<KeyValue> state) {
		StateDifference difference = StateDifference.between(this.known, state);
		for (String key : difference.deleted()) {
			Long last = this.known.get(key);
			deleted(key, (last != null) ? last + 1 : 1);
		}
		difference.puts().forEach(this::replace);
	}

	void synced() {
		this.pending.remove(Marker.SYNCED);
		this.pending.put(Marker.SYNCED, new WatchEvent.Synced());
	}

	void interrupted(StoreException cause) {
		this.pending.remove(Marker.SYNCED);
		this.pending.put(Marker.INTERRUPTED, new WatchEvent.Interrupted(cause));
	}

	@Nullable WatchEvent next() {
		Iterator<WatchEvent> events = this.pending.values().iterator();
		if (!events.hasNext()) {
			return null;
		}
		WatchEvent event = events.next();
		events.remove();
		if (event instanceof WatchEvent.Put put) {
			this.delivered.add(put.keyValue().key());
		}
		else if (event instanceof WatchEvent.Deleted deleted) {
			this.delivered.remove(deleted.key());
		}
		return event;
	}

	boolean isEmpty() {
		return this.pending.isEmpty();
	}

	int size() {
		return this.pending.size();
	}

	void clear() {
		this.pending.clear();
	}

	private enum Marker {

		SYNCED, INTERRUPTED

	}

}
