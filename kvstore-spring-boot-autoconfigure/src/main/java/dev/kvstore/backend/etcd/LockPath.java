package dev.kvstore.backend.etcd;

import com.google.protobuf.ByteString;

import dev.kvstore.backend.LockQueue.Contender;

/**
 * Where the records of a lock are.
 */
final class LockPath {

	private static final String LOCKS = ".kvstore/locks/";

	private static final String WITHDRAWN = ".kvstore/withdrawn/";

	private LockPath() {
	}

	static KeyRange queue(String key) {
		return KeyRange.below(directory(key));
	}

	static ByteString record(Contender contender) {
		return ByteString.copyFromUtf8(directory(contender.key()) + "/" + contender.id());
	}

	static String withdrawn(Contender contender) {
		return WITHDRAWN + contender.id();
	}

	private static String directory(String key) {
		return LOCKS + key.replace("%", "%25").replace("/", "%2F");
	}

}
