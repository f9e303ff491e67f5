package dev.kvstore.backend.etcd;

import java.util.List;

import com.google.protobuf.ByteString;
import io.etcd.jetcd.api.KeyValue;
import org.jspecify.annotations.Nullable;

import dev.kvstore.backend.Keys;

/**
 * What a listing or a watch is about. Whatever else is stored in it, by this library
 * itself or by others under names that are no keys, is not shown.
 *
 * @param ranges where to look, in ascending order
 * @param cover the one range around them
 */
record Territory(List<KeyRange> ranges, KeyRange cover) {

	private static final String FIRST = "\0";

	/** Without what is reserved and without keys that begin with a slash. */
	private static final Territory ROOT = new Territory(
			List.of(KeyRange.between(FIRST, ".kvstore/"), KeyRange.between(".kvstore0", "/"),
					KeyRange.between("0", "zookeeper/"), KeyRange.between("zookeeper0", FIRST)),
			KeyRange.between(FIRST, FIRST));

	static Territory ofKey(String key) {
		return of(KeyRange.of(key));
	}

	static Territory below(String directory) {
		return directory.isEmpty() ? ROOT : of(KeyRange.below(directory));
	}

	static Territory of(KeyRange range) {
		return new Territory(List.of(range), range);
	}

	static dev.kvstore.api.@Nullable KeyValue keyValue(KeyValue stored) {
		String key = key(stored.getKey());
		return (key != null)
				? new dev.kvstore.api.KeyValue(key, stored.getValue().toByteArray(), stored.getModRevision()) : null;
	}

	static @Nullable String key(ByteString stored) {
		if (!stored.isValidUtf8()) {
			return null;
		}
		String text = stored.toStringUtf8();
		try {
			return Keys.key(text).equals(text) ? text : null;
		}
		catch (IllegalArgumentException ex) {
			return null;
		}
	}

}
