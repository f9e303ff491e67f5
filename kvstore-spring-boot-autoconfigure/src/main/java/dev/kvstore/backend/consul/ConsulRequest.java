package dev.kvstore.backend.consul;

import java.nio.charset.StandardCharsets;

import com.ecwid.consul.v1.Request;
import org.jspecify.annotations.Nullable;

/**
 * A request to an agent, and the user's operation that needs it.
 *
 * @param operation the operation
 * @param key its key or directory, if it has one
 * @param kind what the request does
 * @param path the path with the query, percent-encoded
 * @param body the body in JSON, empty for none
 */
record ConsulRequest(String operation, @Nullable String key, Kind kind, String path, String body) {

	static ConsulRequest read(String operation, @Nullable String key, String path) {
		return new ConsulRequest(operation, key, Kind.READ, path, "");
	}

	/**
	 * Tells whether the request must reach the leader at most once.
	 * @return {@code false} if it may be repeated
	 */
	boolean isSentOnce() {
		return this.kind == Kind.WRITE || this.kind == Kind.AUXILIARY;
	}

	/**
	 * Tells whether the user's data changes.
	 * @return {@code true} for a write
	 */
	boolean isWrite() {
		return this.kind == Kind.WRITE;
	}

	Request toClientRequest() {
		Request.Builder builder = Request.Builder.newBuilder().setEndpoint(this.path);
		return builder.setBinaryContent(this.body.getBytes(StandardCharsets.UTF_8)).build();
	}

	/**
	 * What a request does.
	 */
	enum Kind {

		/** Reads, by GET. */
		READ,

		/** Does what may be repeated, by PUT. */
		REPEATABLE,

		/** Prepares a write, by PUT. */
		AUXILIARY,

		/** Writes, by PUT. */
		WRITE

	}

}
