package dev.kvstore.backend.mapdb;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

import org.jspecify.annotations.Nullable;

import dev.kvstore.api.KeyValue;
import dev.kvstore.backend.Keys;
import dev.kvstore.backend.TransactionOperations;
import dev.kvstore.backend.TransactionOperations.Check;
import dev.kvstore.backend.TransactionOperations.Write;
import dev.kvstore.backend.mapdb.StoredRecord.Lifetime;

/**
 * The writes that share one commit, each of which sees those before it.
 */
final class Batch {

	private final CommittedState committed;

	private final Map<String, Change> changes = new HashMap<>();

	private Counters counters;

	private boolean changed;

	Batch(CommittedState committed, Counters counters) {
		this.committed = committed;
		this.counters = counters;
	}

	@Nullable StoredRecord get(String key) {
		Change change = this.changes.get(key);
		return (change != null) ? change.record() : this.committed.get(key);
	}

	long version(String key) {
		StoredRecord present = get(key);
		return (present != null) ? present.version() : 0;
	}

	/**
	 * Begins a write.
	 * @return the version for everything that it changes
	 */
	long nextVersion() {
		this.counters = new Counters(this.counters.version() + 1, this.counters.tokens());
		return this.counters.version();
	}

	KeyValue put(String key, byte[] value, long version, @Nullable Lifetime lifetime) {
		KeyValue keyValue = new KeyValue(key, value, version);
		change(key, new Change(new StoredRecord(keyValue, lifetime), version));
		return keyValue;
	}

	void delete(String key, long version) {
		change(key, new Change(null, version));
	}

	boolean deleteIf(String key, long expected) {
		boolean unchanged = expected > 0 && version(key) == expected;
		if (unchanged) {
			delete(key, nextVersion());
		}
		return unchanged;
	}

	OptionalLong commit(TransactionOperations operations) {
		for (Check check : operations.checks()) {
			if (version(check.key()) != check.version()) {
				return OptionalLong.empty();
			}
		}
		long version = nextVersion();
		for (Write write : operations.writes()) {
			if (write.value() != null) {
				put(write.key(), write.value(), version, null);
			}
			else if (get(write.key()) != null) {
				delete(write.key(), version);
			}
		}
		return OptionalLong.of(version);
	}

	long deleteBelow(String directory) {
		List<String> keys = new ArrayList<>();
		for (KeyValue keyValue : this.committed.list(directory)) {
			if (get(keyValue.key()) != null) {
				keys.add(keyValue.key());
			}
		}
		this.changes.forEach((key, change) -> {
			if (change.record() != null && Keys.isBelow(key, directory) && this.committed.get(key) == null) {
				keys.add(key);
			}
		});
		if (!keys.isEmpty()) {
			long version = nextVersion();
			keys.forEach((key) -> delete(key, version));
		}
		return keys.size();
	}

	/**
	 * Lets the keys that a store kept alive run out.
	 * @param keeper the store
	 */
	void abandon(Object keeper) {
		for (StoredRecord record : this.committed.records()) {
			abandon(record.keyValue().key(), keeper);
		}
		List.copyOf(this.changes.keySet()).forEach((key) -> abandon(key, keeper));
	}

	private void abandon(String key, Object keeper) {
		StoredRecord present = get(key);
		if (present != null && present.lifetime() != null && present.isKeptAliveBy(keeper)) {
			Duration ttl = present.lifetime().ttl();
			change(key, new Change(new StoredRecord(present.keyValue(), Lifetime.of(ttl, null)), present.version()));
		}
	}

	long reserveTokens(int count) {
		long first = this.counters.tokens() + 1;
		this.counters = new Counters(this.counters.version(), this.counters.tokens() + count);
		this.changed = true;
		return first;
	}

	private void change(String key, Change change) {
		this.changes.put(key, change);
		this.changed = true;
	}

	boolean isChanged() {
		return this.changed;
	}

	Map<String, Change> changes() {
		return this.changes;
	}

	Counters counters() {
		return this.counters;
	}

	/**
	 * What became of a key.
	 *
	 * @param record the present state, or {@code null} if the key is gone
	 * @param version the version of the change
	 */
	record Change(@Nullable StoredRecord record, long version) {

	}

}
