package dev.kvstore.backend.mapdb;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import dev.kvstore.api.StoreException;
import dev.kvstore.backend.WatchDelivery;
import dev.kvstore.backend.mapdb.Batch.Change;

/**
 * Which watches a change concerns.
 */
final class WatchRegistry {

	private final Map<String, List<WatchDelivery>> keys = new ConcurrentHashMap<>();

	private final Map<String, List<WatchDelivery>> directories = new ConcurrentHashMap<>();

	void addKey(WatchDelivery watch) {
		add(this.keys, watch);
	}

	void addDirectory(WatchDelivery watch) {
		add(this.directories, watch);
	}

	private static void add(Map<String, List<WatchDelivery>> watches, WatchDelivery watch) {
		watches.compute(watch.path(), (path, present) -> {
			List<WatchDelivery> list = (present != null) ? present : new CopyOnWriteArrayList<>();
			list.add(watch);
			return list;
		});
	}

	void remove(WatchDelivery watch) {
		remove(this.keys, watch);
		remove(this.directories, watch);
	}

	private static void remove(Map<String, List<WatchDelivery>> watches, WatchDelivery watch) {
		watches.computeIfPresent(watch.path(), (path, present) -> {
			present.remove(watch);
			return present.isEmpty() ? null : present;
		});
	}

	void tell(Map<String, Change> changes) {
		if (this.keys.isEmpty() && this.directories.isEmpty()) {
			return;
		}
		changes.forEach((key, change) -> {
			tell(this.keys, key, key, change);
			for (int end = key.lastIndexOf('/'); end > 0; end = key.lastIndexOf('/', end - 1)) {
				tell(this.directories, key.substring(0, end), key, change);
			}
			tell(this.directories, "", key, change);
		});
	}

	private static void tell(Map<String, List<WatchDelivery>> watches, String path, String key, Change change) {
		for (WatchDelivery watch : watches.getOrDefault(path, List.of())) {
			if (change.record() != null) {
				watch.put(change.record().keyValue());
			}
			else {
				watch.deleted(key, change.version());
			}
		}
	}

	void interrupt(StoreException cause) {
		this.keys.values().forEach((watches) -> watches.forEach((watch) -> watch.interrupted(cause)));
		this.directories.values().forEach((watches) -> watches.forEach((watch) -> watch.interrupted(cause)));
	}

	void synchronize(CommittedState state) {
		this.keys.values().forEach((watches) -> watches.forEach((watch) -> synchronizeKey(watch, state)));
		this.directories.values().forEach((watches) -> watches.forEach((watch) -> synchronizeDirectory(watch, state)));
	}

	static void synchronizeKey(WatchDelivery watch, CommittedState state) {
		watch.present(() -> {
			StoredRecord found = state.get(watch.path());
			return (found != null) ? List.of(found.keyValue()) : List.of();
		});
	}

	static void synchronizeDirectory(WatchDelivery watch, CommittedState state) {
		watch.present(() -> state.list(watch.path()));
	}

	int size() {
		return this.keys.values().stream().mapToInt(List::size).sum()
				+ this.directories.values().stream().mapToInt(List::size).sum();
	}

}
