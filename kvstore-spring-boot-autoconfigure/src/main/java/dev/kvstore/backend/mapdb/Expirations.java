package dev.kvstore.backend.mapdb;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

import dev.kvstore.backend.mapdb.Batch.Change;
import dev.kvstore.backend.mapdb.StoredRecord.Lifetime;

/**
 * Which keys expire when, by the monotonic clock, counted from their commit. A key that
 * is kept alive is not among them. For the commit loop's thread.
 */
final class Expirations {

	private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(1);

	private final Map<String, Due> byKey = new HashMap<>();

	private final TreeSet<Due> byTime = new TreeSet<>(
			Comparator.comparingLong(Due::sinceStart).thenComparing(Due::key));

	private final long start = System.nanoTime();

	void apply(Map<String, Change> changes, boolean restored) {
		changes.forEach((key, change) -> schedule(key, change.record(), restored));
	}

	private void schedule(String key, @Nullable StoredRecord present, boolean restored) {
		remove(key);
		Lifetime lifetime = (present != null) ? present.lifetime() : null;
		if (present != null && lifetime != null && lifetime.keeper() == null) {
			long millis = restored ? lifetime.deadlineMillis() - System.currentTimeMillis() : lifetime.ttl().toMillis();
			add(new Due(key, present.version(), now() + TimeUnit.MILLISECONDS.toNanos(millis)));
		}
	}

	private void add(Due due) {
		this.byKey.put(due.key(), due);
		this.byTime.add(due);
	}

	private void remove(String key) {
		Due due = this.byKey.remove(key);
		if (due != null) {
			this.byTime.remove(due);
		}
	}

	long nanosToNext() {
		return this.byTime.isEmpty() ? Long.MAX_VALUE : Math.max(0, this.byTime.first().sinceStart() - now());
	}

	/**
	 * Takes what is due; should its deletion fail, it is due again a second later.
	 * @return the write that deletes what is due, or {@code null} if nothing is
	 */
	@Nullable Command<Boolean> expire() {
		if (nanosToNext() > 0) {
			return null;
		}
		Map<String, Long> due = new HashMap<>();
		while (nanosToNext() == 0) {
			Due next = this.byTime.first();
			remove(next.key());
			due.put(next.key(), next.version());
			add(new Due(next.key(), next.version(), now() + RETRY_NANOS));
		}
		return new Command<>(0, (batch) -> {
			due.forEach(batch::deleteIf);
			return true;
		});
	}

	private long now() {
		return System.nanoTime() - this.start;
	}

	private record Due(String key, long version, long sinceStart) {

	}

}
