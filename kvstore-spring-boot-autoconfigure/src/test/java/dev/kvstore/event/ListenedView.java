package dev.kvstore.event;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import dev.kvstore.api.KeyValue;
import dev.kvstore.api.WatchEvent;

/**
 * What a listener method knows of a directory, and what it must never be told.
 */
class ListenedView {

	private final Map<String, KeyValue> view = new ConcurrentSkipListMap<>();

	private final Map<String, Long> versions = new ConcurrentHashMap<>();

	private final Set<String> running = ConcurrentHashMap.newKeySet();

	private final List<String> violations = new CopyOnWriteArrayList<>();

	private final AtomicInteger calls = new AtomicInteger();

	void record(WatchEvent change, Runnable work) {
		this.calls.incrementAndGet();
		String key = String.valueOf(CoalescedEvents.keyOf(change));
		require(this.running.add(key), "two calls at once", change);
		work.run();
		long version = (change instanceof WatchEvent.Put put) ? put.keyValue().version()
				: ((WatchEvent.Deleted) change).version();
		Long before = this.versions.put(key, version);
		require(before == null || before < version, "version not above " + before, change);
		if (change instanceof WatchEvent.Put put) {
			this.view.put(key, put.keyValue());
		}
		else {
			require(this.view.remove(key) != null, "deleted before put", change);
		}
		this.running.remove(key);
	}

	private void require(boolean condition, String rule, WatchEvent change) {
		if (!condition) {
			this.violations.add(rule + ": " + change);
		}
	}

	List<KeyValue> view() {
		return List.copyOf(this.view.values());
	}

	List<String> violations() {
		return this.violations;
	}

	int calls() {
		return this.calls.get();
	}

}
