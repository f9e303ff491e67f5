package dev.kvstore.kit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.kvstore.api.KeyValue;
import dev.kvstore.api.WatchEvent;
import dev.kvstore.api.WatchListener;

/**
 * Remembers what a watch told, and what it must never do.
 */
final class RecordingListener implements WatchListener {

	private final WatchListener next;

	private final AtomicBoolean running = new AtomicBoolean();

	private final List<WatchEvent> events = new ArrayList<>();

	private final List<String> violations = new ArrayList<>();

	private final Map<String, KeyValue> view = new TreeMap<>();

	private final Map<String, Long> versions = new HashMap<>();

	RecordingListener() {
		this((event) -> {
		});
	}

	RecordingListener(WatchListener next) {
		this.next = next;
	}

	@Override
	public void onEvent(WatchEvent event) {
		boolean alone = this.running.compareAndSet(false, true);
		record(event, alone);
		try {
			this.next.onEvent(event);
		}
		finally {
			this.running.set(false);
		}
	}

	private synchronized void record(WatchEvent event, boolean alone) {
		this.events.add(event);
		require(alone, "two calls at once", event);
		if (event instanceof WatchEvent.Put put) {
			KeyValue keyValue = put.keyValue();
			this.view.put(keyValue.key(), keyValue);
			requireNewer(keyValue.key(), keyValue.version(), event);
		}
		if (event instanceof WatchEvent.Deleted deleted) {
			require(this.view.remove(deleted.key()) != null, "deleted before put", event);
			requireNewer(deleted.key(), deleted.version(), event);
		}
	}

	private void requireNewer(String key, long version, WatchEvent event) {
		Long before = this.versions.put(key, version);
		require(before == null || before < version, "version not above " + before, event);
	}

	private void require(boolean condition, String rule, WatchEvent event) {
		if (!condition) {
			this.violations.add(rule + ": " + event);
		}
	}

	/**
	 * Returns broken rules: one call at a time, versions never go backwards, no deletion
	 * of what was not put.
	 */
	synchronized List<String> violations() {
		return List.copyOf(this.violations);
	}

	synchronized List<WatchEvent> events() {
		return List.copyOf(this.events);
	}

	synchronized List<KeyValue> view() {
		return List.copyOf(this.view.values());
	}

	synchronized boolean isSynced() {
		return this.events.stream().anyMatch(WatchEvent.Synced.class::isInstance);
	}

	synchronized boolean has(WatchEvent event) {
		return this.events.contains(event);
	}

	synchronized boolean hasPut(String key) {
		return this.events.stream()
			.anyMatch((event) -> event instanceof WatchEvent.Put put && put.keyValue().key().equals(key));
	}

	synchronized boolean hasDeleted(String key) {
		return this.events.stream()
			.anyMatch((event) -> event instanceof WatchEvent.Deleted deleted && deleted.key().equals(key));
	}

}
