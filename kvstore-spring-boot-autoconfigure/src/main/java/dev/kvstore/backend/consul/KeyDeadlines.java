package dev.kvstore.backend.consul;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.kvstore.api.StoreException;
import dev.kvstore.backend.DelayedTasks;
import dev.kvstore.backend.KeyExpirations;

/**
 * TTLs that are longer than any session's. A record that is written together with the key
 * says when the key ends. Its store deletes the key then; every other store looks from
 * time to time for what such a store has left behind. A record is good for the write that
 * created both.
 */
final class KeyDeadlines implements AutoCloseable {

	static final String DIRECTORY = KvEntry.INTERNAL + "expiring";

	/** By how much the clocks of machines may differ. */
	static final Duration CLOCK_DIFFERENCE = Duration.ofMinutes(5);

	private static final Logger logger = System.getLogger(KeyDeadlines.class.getName());

	private static final String OPERATION = "expire";

	private static final Duration BETWEEN_LOOKS = Duration.ofMinutes(10);

	private static final Duration RETRY = Duration.ofMinutes(1);

	private static final Pattern VALUE = Pattern.compile("(\\d{1,18}) (.+)", Pattern.DOTALL);

	private final Map<String, Own> own = new ConcurrentHashMap<>();

	private final KvTransactions transactions;

	private final KvReads reads;

	private final Clock clock;

	private final KeyExpirations expirations = new KeyExpirations(ConsulStore.BACKEND, this::expire);

	private final DelayedTasks timer = new DelayedTasks("kvstore-consul-lifetimes");

	KeyDeadlines(KvTransactions transactions, KvReads reads, Clock clock) {
		this.transactions = transactions;
		this.reads = reads;
		this.clock = clock;
	}

	void start() {
		this.timer.schedule(this::look, BETWEEN_LOOKS);
	}

	/**
	 * Adds the record to the write of a key.
	 * @param operations the write
	 * @param key the key
	 * @param ttl its TTL
	 * @return the operations
	 */
	TxnOperations append(TxnOperations operations, String key, Duration ttl) {
		return operations.delete(record(key)).set(record(key), value(key, ttl));
	}

	private static String record(String key) {
		return DIRECTORY + "/" + KvPaths.segment(key);
	}

	private byte[] value(String key, Duration ttl) {
		long end = this.clock.millis() + Math.min(ttl.toSeconds(), Long.MAX_VALUE / 2000) * 1000;
		return (end + " " + key).getBytes(StandardCharsets.UTF_8);
	}

	/**
	 * Begins to count after a write was acknowledged.
	 * @param key the key
	 * @param version its version
	 * @param ttl its TTL
	 * @param keepAlive whether it is renewed
	 * @param onEnd what to do when nothing is to be done for this version any more
	 */
	void begun(String key, long version, Duration ttl, boolean keepAlive, Runnable onEnd) {
		this.own.put(key, new Own(version, version, onEnd));
		if (keepAlive) {
			scheduleRenewal(key, version, ttl, ttl.dividedBy(3));
		}
		else {
			this.expirations.schedule(key, version, ttl);
		}
	}

	/**
	 * Forgets a version that was overwritten or deleted.
	 * @param key the key
	 * @param version its version
	 */
	void end(String key, long version) {
		Own ended = this.own.get(key);
		if (ended != null && ended.version() == version && this.own.remove(key, ended)) {
			this.expirations.cancel(key);
			ended.onEnd().run();
			this.timer.schedule(() -> removeRecord(record(key), ended.index()), Duration.ZERO);
		}
	}

	private void removeRecord(String record, long index) {
		tryTo(() -> this.transactions.write(OPERATION, null,
				new TxnOperations().checkIndex(record, index).delete(record)));
	}

	private void expire(Map<String, Long> due) {
		due.forEach((key, version) -> {
			this.transactions.write(OPERATION, key, new TxnOperations().checkIndex(key, version).delete(key));
			end(key, version);
		});
	}

	private void scheduleRenewal(String key, long version, Duration ttl, Duration delay) {
		this.timer.schedule(() -> renew(key, version, ttl), delay);
	}

	/**
	 * Writes a later end into the record, if the key is still the same.
	 * @param key the key
	 * @param version its version
	 * @param ttl its TTL
	 */
	void renew(String key, long version, Duration ttl) {
		Own kept = this.own.get(key);
		if (kept != null && kept.version() == version) {
			boolean answered = tryTo(() -> renew(key, kept, ttl));
			scheduleRenewal(key, version, ttl, answered ? ttl.dividedBy(3) : RETRY);
		}
	}

	private void renew(String key, Own kept, Duration ttl) {
		TxnAnswer answer = this.transactions.write("keepAlive", key,
				new TxnOperations().checkIndex(key, kept.version()).set(record(key), value(key, ttl)));
		if (answer.isApplied()) {
			this.own.replace(key, kept, new Own(kept.version(), answer.index(), kept.onEnd()));
		}
		else {
			end(key, kept.version());
		}
	}

	private void look() {
		tryTo(this::reap);
		this.timer.schedule(this::look, BETWEEN_LOOKS);
	}

	private static boolean tryTo(Runnable task) {
		try {
			task.run();
			return true;
		}
		catch (StoreException ex) {
			logger.log(Level.DEBUG, "Records of expiring keys were not changed, which is tried again", ex);
			return false;
		}
	}

	/**
	 * Deletes keys whose time is over, and records that are good for none.
	 */
	void reap() {
		long now = this.clock.millis() - CLOCK_DIFFERENCE.toMillis();
		for (KvEntry record : this.reads.listConsistently(OPERATION, DIRECTORY)) {
			Matcher value = VALUE.matcher(new String(record.value(), StandardCharsets.UTF_8));
			if (value.matches() && Long.parseLong(value.group(1)) < now) {
				reap(record, value.group(2));
			}
		}
	}

	private void reap(KvEntry record, String key) {
		TxnOperations operations = new TxnOperations().checkIndex(record.key(), record.modified()).delete(record.key());
		TxnAnswer present = this.transactions.check(OPERATION, key, new TxnOperations().get(key));
		present.entries()
			.stream()
			.filter((entry) -> entry.modified() == record.created())
			.forEach((entry) -> operations.checkIndex(key, entry.modified()).delete(key));
		if (!present.isApplied() || !present.entries().isEmpty()) {
			this.transactions.write(OPERATION, key, operations);
		}
	}

	@Override
	public void close() {
		this.timer.close();
		this.expirations.close();
	}

	/**
	 * What this store wrote.
	 *
	 * @param version the version of the key
	 * @param index the index of its record
	 * @param onEnd what to do when it is over
	 */
	private record Own(long version, long index, Runnable onEnd) {

	}

}
