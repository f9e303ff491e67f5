package dev.kvstore.backend.mapdb;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.locks.StampedLock;

import org.jspecify.annotations.Nullable;

import dev.kvstore.api.KeyValue;
import dev.kvstore.backend.mapdb.Batch.Change;

/**
 * What is durable, in memory. Reads never wait for a commit, only for the moment in which
 * its changes are taken over, so that they see all of them or none.
 */
final class CommittedState {

	private final ConcurrentNavigableMap<String, StoredRecord> records = new ConcurrentSkipListMap<>();

	private final StampedLock lock = new StampedLock();

	@Nullable StoredRecord get(String key) {
		long stamp = this.lock.tryOptimisticRead();
		StoredRecord found = this.records.get(key);
		if (this.lock.validate(stamp)) {
			return found;
		}
		stamp = this.lock.readLock();
		try {
			return this.records.get(key);
		}
		finally {
			this.lock.unlockRead(stamp);
		}
	}

	List<KeyValue> list(String directory) {
		Collection<StoredRecord> below = below(directory).values();
		List<KeyValue> list = new ArrayList<>();
		long stamp = this.lock.readLock();
		try {
			below.forEach((found) -> list.add(found.keyValue()));
		}
		finally {
			this.lock.unlockRead(stamp);
		}
		return list;
	}

	private ConcurrentNavigableMap<String, StoredRecord> below(String directory) {
		// '0' follows '/'
		return directory.isEmpty() ? this.records : this.records.subMap(directory + '/', directory + '0');
	}

	Collection<StoredRecord> records() {
		return this.records.values();
	}

	int size() {
		return this.records.size();
	}

	void apply(Map<String, Change> changes) {
		long stamp = this.lock.writeLock();
		try {
			changes.forEach(this::apply);
		}
		finally {
			this.lock.unlockWrite(stamp);
		}
	}

	private void apply(String key, Change change) {
		if (change.record() != null) {
			this.records.put(key, change.record());
		}
		else {
			this.records.remove(key);
		}
	}

}
