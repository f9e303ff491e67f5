package dev.kvstore.backend.etcd;

import java.util.UUID;

import com.google.protobuf.ByteString;

import dev.kvstore.backend.LockQueue.Contender;

/**
 * Where the records of a lock are.
 */
final class LockPath {

	private static final String LOCKS = ".kvstore/locks/";

	private static final String WITHDRAWN = ".kvstore/withdrawn/";

	private static final char SEPARATOR = '.';

	private LockPath() {
	}

	/**
	 * Names a contender.
	 * @param name the name of its record
	 * @return its id
	 */
	static String id(String name) {
		return name + SEPARATOR + UUID.randomUUID();
	}

	static String name(Contender contender) {
		return contender.id().substring(0, contender.id().indexOf(SEPARATOR));
	}

	static KeyRange queue(String key) {
		return KeyRange.below(directory(key));
	}

	static ByteString record(Contender contender) {
		return ByteString.copyFromUtf8(directory(contender.key()) + "/" + name(contender));
	}

	static String withdrawn(Contender contender) {
		return WITHDRAWN + contender.id();
	}

	private static String directory(String key) {
		return LOCKS + key.replace("%", "%25").replace("/", "%2F");
	}

}
