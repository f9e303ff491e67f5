package dev.kvstore.backend.etcd;

import io.etcd.jetcd.api.KeyValue;

/**
 * One life of a contender's record.
 *
 * @param createRevision the revision at which it began
 * @param path the key
 */
record EtcdLockRecord(long createRevision, String path) {

	static EtcdLockRecord of(KeyValue stored) {
		return new EtcdLockRecord(stored.getCreateRevision(), stored.getKey().toStringUtf8());
	}

	static EtcdLockRecord parse(String text) {
		int separator = text.indexOf(':');
		return new EtcdLockRecord(Long.parseLong(text.substring(0, separator)), text.substring(separator + 1));
	}

	@Override
	public String toString() {
		return this.createRevision + ":" + this.path;
	}

}
