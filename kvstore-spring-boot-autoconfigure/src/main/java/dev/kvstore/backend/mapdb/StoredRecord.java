package dev.kvstore.backend.mapdb;

import java.nio.ByteBuffer;
import java.time.Duration;

import org.jspecify.annotations.Nullable;

import dev.kvstore.api.KeyValue;

/**
 * A key as it is kept in memory and on disk.
 *
 * @param keyValue the key, its value and its version
 * @param lifetime when it expires, or {@code null} if it does not
 */
record StoredRecord(KeyValue keyValue, @Nullable Lifetime lifetime) {

	private static final byte PLAIN = 0;

	private static final byte EXPIRING = 1;

	private static final byte KEPT_ALIVE = 2;

	long version() {
		return this.keyValue.version();
	}

	boolean isKeptAliveBy(Object keeper) {
		return this.lifetime != null && this.lifetime.keeper() == keeper;
	}

	byte[] encode() {
		byte[] value = this.keyValue.value();
		int head = Long.BYTES + 1 + ((this.lifetime != null) ? 2 * Long.BYTES : 0);
		ByteBuffer buffer = ByteBuffer.allocate(head + value.length).putLong(version());
		if (this.lifetime == null) {
			buffer.put(PLAIN);
		}
		else {
			buffer.put((this.lifetime.keeper() != null) ? KEPT_ALIVE : EXPIRING);
			buffer.putLong(this.lifetime.ttl().toMillis()).putLong(this.lifetime.deadlineMillis());
		}
		return buffer.put(value).array();
	}

	/**
	 * Decodes a record of an earlier run. A key that was kept alive then has its whole
	 * TTL before it, every other one what is left of it.
	 */
	static StoredRecord decode(String key, byte[] bytes, long nowMillis) {
		ByteBuffer buffer = ByteBuffer.wrap(bytes);
		long version = buffer.getLong();
		byte kind = buffer.get();
		Lifetime lifetime = null;
		if (kind != PLAIN) {
			long ttl = buffer.getLong();
			long deadline = Math.min(buffer.getLong(), nowMillis + ttl);
			lifetime = new Lifetime(Duration.ofMillis(ttl), (kind == KEPT_ALIVE) ? nowMillis + ttl : deadline, null);
		}
		byte[] value = new byte[buffer.remaining()];
		buffer.get(value);
		return new StoredRecord(new KeyValue(key, value, version), lifetime);
	}

	/**
	 * When a key expires.
	 *
	 * @param ttl the time to live
	 * @param deadlineMillis the end by the wall clock, which counts after a restart
	 * @param keeper the store that keeps the key alive, or {@code null}
	 */
	record Lifetime(Duration ttl, long deadlineMillis, @Nullable Object keeper) {

		private static final Duration LONGEST = Duration.ofDays(36_500);

		static Lifetime of(Duration ttl, @Nullable Object keeper) {
			Duration bounded = (ttl.compareTo(LONGEST) < 0) ? ttl : LONGEST;
			// rounded up: never gone before the TTL
			Duration rounded = bounded.plusNanos(999_999);
			return new Lifetime(rounded, System.currentTimeMillis() + 1 + rounded.toMillis(), keeper);
		}

	}

}
