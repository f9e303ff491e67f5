package dev.kvstore.backend;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

import dev.kvstore.api.StoreException;

/**
 * The keys that a store wrote with a TTL, and when they are due by its own monotonic
 * clock: servers end leases and sessions later than asked for, some much later.
 */
public final class KeyExpirations implements AutoCloseable {

	private static final Logger logger = System.getLogger(KeyExpirations.class.getName());

	private static final Duration RETRY = Duration.ofMillis(500);

	private final Map<String, Due> byKey = new HashMap<>();

	private final TreeSet<Due> byTime = new TreeSet<>(
			Comparator.comparingLong(Due::sinceStart).thenComparing(Due::key));

	private final long start = System.nanoTime();

	private final DelayedTasks timer;

	private final Deletion deletion;

	private @Nullable Registration next;

	/**
	 * Creates expirations, of which none is scheduled.
	 * @param backend the backend's name
	 * @param deletion deletes what is due
	 */
	public KeyExpirations(String backend, Deletion deletion) {
		this.timer = new DelayedTasks("kvstore-" + backend + "-expirations");
		this.deletion = deletion;
	}

	/**
	 * Begins to count, in place of what was scheduled for the key.
	 * @param key the key
	 * @param version the version that is to be deleted
	 * @param ttl how long after now, which is after the server's answer, it is due
	 */
	public synchronized void schedule(String key, long version, Duration ttl) {
		remove(key);
		long nanos = (ttl.compareTo(Duration.ofDays(36_500)) < 0) ? ttl.toNanos() : Long.MAX_VALUE / 2;
		add(new Due(key, version, now() + nanos));
		arm();
	}

	/**
	 * Forgets a key that has no TTL any more.
	 * @param key the key
	 */
	public synchronized void cancel(String key) {
		if (!this.byKey.isEmpty()) {
			remove(key);
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

	private void arm() {
		if (this.next != null) {
			this.next.close();
		}
		if (!this.byTime.isEmpty()) {
			long delay = Math.max(0, this.byTime.first().sinceStart() - now());
			this.next = this.timer.schedule(this::expire, Duration.ofNanos(delay));
		}
	}

	private void expire() {
		Map<String, Long> due = takeDue();
		try {
			this.deletion.delete(due);
			due.clear();
		}
		catch (StoreException ex) {
			logger.log(Level.DEBUG, "Keys that are due were not deleted, which is tried again", ex);
		}
		finally {
			putBack(due);
		}
	}

	private synchronized Map<String, Long> takeDue() {
		Map<String, Long> due = new HashMap<>();
		while (!this.byTime.isEmpty() && this.byTime.first().sinceStart() <= now()) {
			Due first = this.byTime.first();
			remove(first.key());
			due.put(first.key(), first.version());
		}
		return due;
	}

	private synchronized void putBack(Map<String, Long> failed) {
		long again = now() + RETRY.toNanos();
		failed.forEach((key, version) -> {
			if (!this.byKey.containsKey(key)) {
				add(new Due(key, version, again));
			}
		});
		arm();
	}

	private long now() {
		return System.nanoTime() - this.start;
	}

	@Override
	public void close() {
		this.timer.close();
	}

	/**
	 * Deletes what is due.
	 */
	@FunctionalInterface
	public interface Deletion {

		/**
		 * Deletes those of the keys that still have the given version. If it fails it is
		 * tried again with all of them. May block.
		 * @param due the version of each key
		 */
		void delete(Map<String, Long> due);

	}

	private record Due(String key, long version, long sinceStart) {

	}

}
