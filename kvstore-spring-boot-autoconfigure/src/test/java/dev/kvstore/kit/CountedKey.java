package dev.kvstore.kit;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

import dev.kvstore.api.KeyValue;
import dev.kvstore.api.Store;
import dev.kvstore.api.StoreUnavailableException;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A key that many threads increment by compare-and-set, and what a linearizable store
 * never does to it.
 */
final class CountedKey {

	private final String key;

	private final Collection<String> violations;

	private final AtomicLong acknowledged = new AtomicLong();

	private final AtomicLong unknown = new AtomicLong();

	private final AtomicLong newest = new AtomicLong();

	private final Map<Long, Long> successors = new ConcurrentHashMap<>();

	private final Map<Long, Long> counts = new ConcurrentHashMap<>();

	CountedKey(String key, Collection<String> violations) {
		this.key = key;
		this.violations = violations;
	}

	/**
	 * Increments the key once.
	 * @return {@code false} if the comparison was lost
	 */
	boolean increment(Store store) {
		Optional<KeyValue> before = read(store);
		long count = before.map(CountedKey::count).orElse(0L) + 1;
		long newest = this.newest.get();
		Optional<KeyValue> written = write(store, before, count);
		written.ifPresent((put) -> {
			this.acknowledged.incrementAndGet();
			require(put.version() > newest, "acknowledged version " + put.version() + " after " + newest);
			requireOnly(this.successors, before.map(KeyValue::version).orElse(0L), put.version(), "successors");
			saw(put);
		});
		return written.isPresent();
	}

	private Optional<KeyValue> write(Store store, Optional<KeyValue> before, long count) {
		try {
			return store.atomicPut(this.key, StoreContract.bytes(Long.toString(count)), before.orElse(null));
		}
		catch (StoreUnavailableException ex) {
			this.unknown.addAndGet(ex.outcomeUnknown() ? 1 : 0);
			throw ex;
		}
	}

	/**
	 * Reads the key, which must not be older than what was known before.
	 */
	Optional<KeyValue> read(Store store) {
		long newest = this.newest.get();
		Optional<KeyValue> present = store.get(this.key);
		long version = present.map(KeyValue::version).orElse(0L);
		require(version >= newest, "read version " + version + " after " + newest);
		present.ifPresent(this::saw);
		return present;
	}

	private void saw(KeyValue keyValue) {
		requireOnly(this.counts, keyValue.version(), count(keyValue), "values");
		this.newest.accumulateAndGet(keyValue.version(), Math::max);
	}

	private void requireOnly(Map<Long, Long> known, long version, long value, String what) {
		Long other = known.putIfAbsent(version, value);
		require(other == null || other == value, "two " + what + " of version " + version);
	}

	private void require(boolean condition, String violation) {
		if (!condition) {
			this.violations.add(this.key + ": " + violation);
		}
	}

	void assertCounted(Store reader) {
		long count = count(reader.get(this.key).orElseThrow());
		assertThat(count).as("increments of %s", this.key)
			.isBetween(this.acknowledged.get(), this.acknowledged.get() + this.unknown.get());
	}

	private static long count(KeyValue keyValue) {
		return Long.parseLong(keyValue.asString());
	}

}
