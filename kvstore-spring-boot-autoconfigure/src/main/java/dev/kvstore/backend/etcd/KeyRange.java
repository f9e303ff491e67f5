package dev.kvstore.backend.etcd;

import com.google.protobuf.ByteString;
import io.etcd.jetcd.api.RangeRequest;

/**
 * Keys next to one another, in the order of their bytes.
 *
 * @param start the first key
 * @param end the first key after the range, a byte zero to have no end, or empty for a
 * range of one key
 */
record KeyRange(ByteString start, ByteString end) {

	static KeyRange of(String key) {
		return new KeyRange(ByteString.copyFromUtf8(key), ByteString.EMPTY);
	}

	static KeyRange between(String start, String end) {
		return new KeyRange(ByteString.copyFromUtf8(start), ByteString.copyFromUtf8(end));
	}

	/**
	 * Returns what is strictly below a directory.
	 * @param directory the directory, not the root
	 * @return the range
	 */
	static KeyRange below(String directory) {
		return between(directory + "/", directory + "0");
	}

	KeyRange from(ByteString key) {
		return new KeyRange(key, this.end);
	}

	RangeRequest.Builder request() {
		return RangeRequest.newBuilder().setKey(this.start).setRangeEnd(this.end);
	}

}
