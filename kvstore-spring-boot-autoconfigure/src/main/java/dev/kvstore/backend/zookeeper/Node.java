package dev.kvstore.backend.zookeeper;

import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;

import dev.kvstore.api.KeyValue;
import dev.kvstore.backend.CheckedStore;

/**
 * A node as it was read. A node whose data is null is not a key but a parent of keys.
 *
 * @param path its path
 * @param stat what the server tells of it, or {@code null} if it does not exist
 * @param data its data, empty if only their presence was asked for, {@code null} if it
 * has none
 */
@SuppressWarnings("ArrayRecordComponent")
record Node(String path, @Nullable Stat stat, byte @Nullable [] data) {

	static Node missing(String path) {
		return new Node(path, null, null);
	}

	boolean exists() {
		return this.stat != null;
	}

	boolean isKey() {
		return this.stat != null && this.data != null;
	}

	/**
	 * Returns the version to compare with.
	 * @return the key's version, or {@link CheckedStore#ABSENT}
	 */
	long version() {
		return (this.stat != null && this.data != null) ? this.stat.getMzxid() : CheckedStore.ABSENT;
	}

	int dataVersion() {
		return (this.stat != null) ? this.stat.getVersion() : -1;
	}

	int children() {
		return (this.stat != null) ? this.stat.getNumChildren() : 0;
	}

	@Nullable KeyValue keyValue(String key) {
		return (this.stat != null && this.data != null) ? new KeyValue(key, this.data, this.stat.getMzxid()) : null;
	}

}
