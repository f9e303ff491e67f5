package dev.kvstore.backend.mapdb;

import java.nio.ByteBuffer;

import org.jspecify.annotations.Nullable;

/**
 * What only grows, kept with the keys in each commit.
 *
 * @param version the last version given to a write
 * @param tokens the last fencing token that may have been given to a lock
 */
record Counters(long version, long tokens) {

	/** No key: keys have no control characters. */
	static final String KEY = "\u0000counters";

	byte[] encode() {
		return ByteBuffer.allocate(2 * Long.BYTES).putLong(this.version).putLong(this.tokens).array();
	}

	static Counters decode(byte @Nullable [] bytes) {
		if (bytes == null) {
			return new Counters(0, 0);
		}
		ByteBuffer buffer = ByteBuffer.wrap(bytes);
		return new Counters(buffer.getLong(), buffer.getLong());
	}

}
