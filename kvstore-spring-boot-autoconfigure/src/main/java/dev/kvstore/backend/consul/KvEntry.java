package dev.kvstore.backend.consul;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;

import dev.kvstore.api.KeyValue;
import dev.kvstore.backend.Keys;

/**
 * A key as Consul tells it.
 *
 * @param key the key
 * @param value the value
 * @param flags a number that Consul keeps with it
 * @param session the session that it ends with, if any
 * @param created the index of its creation
 * @param modified the index of its last change
 */
@SuppressWarnings("ArrayRecordComponent")
record KvEntry(String key, byte[] value, long flags, @Nullable String session, long created, long modified) {

	/** What is the store's own is below it. */
	static final String INTERNAL = ".kvstore/";

	KeyValue toKeyValue() {
		return new KeyValue(this.key, this.value, this.modified);
	}

	/**
	 * Returns flags that make a write of a value a change even if it is the same.
	 * @param next the value to write
	 * @return the flags to write with it
	 */
	long otherFlags(byte[] next) {
		return (Arrays.equals(this.value, next) && this.flags == 0) ? 1 : 0;
	}

	/**
	 * Tells whether the key is one that a user of the store can name.
	 * @param directory the directory that it must be strictly below, empty for the root
	 * @return {@code false} for what is internal, and for folders and other keys that
	 * only foreign clients make
	 */
	boolean isBelow(String directory) {
		return isBelow(this.key, directory);
	}

	static boolean isBelow(String key, String directory) {
		return Keys.isBelow(key, directory) && !key.endsWith("/") && !key.startsWith("/") && !key.contains("//")
				&& !key.startsWith(INTERNAL);
	}

}
