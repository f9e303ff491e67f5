package dev.kvstore.backend.zookeeper;

import java.time.Duration;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import dev.kvstore.backend.CheckedStore;
import dev.kvstore.backend.Deadline;
import dev.kvstore.backend.Endpoint;

/**
 * Begins the calls of one store.
 */
final class Calls {

	private final CheckedStore store;

	private final Session session;

	private final ZooKeeperSettings settings;

	Calls(CheckedStore store, Session session, ZooKeeperSettings settings) {
		this.store = store;
		this.session = session;
		this.settings = settings;
	}

	Call begin(String operation, @Nullable String key) {
		return begin(operation, key, deadline());
	}

	Call begin(String operation, @Nullable String key, Deadline deadline) {
		Call call = new Call(this, operation, key, deadline);
		// a lock's record has each slash of its key in three characters
		call.requireSize((key != null) ? 3L * Layout.size(key) : 0);
		return call;
	}

	Deadline deadline() {
		return Deadline.after(timeout());
	}

	/**
	 * Begins a call that leaves a third of its time for questions to servers.
	 * @param operation the user's operation
	 * @return the call
	 */
	Call beginShort(String operation) {
		return new Call(this, operation, null, Deadline.after(timeout().dividedBy(3).multipliedBy(2)));
	}

	Duration timeout() {
		return this.settings.requestTimeout();
	}

	Session session() {
		return this.session;
	}

	void requireOpen(String operation, @Nullable String key) {
		this.store.requireOpen(operation, key);
	}

	/**
	 * Says what to do if no server was reached and the reason is not known.
	 * @return what to tell the user
	 */
	String unreachable() {
		return "no server of " + this.settings.endpoints().stream().map(Endpoint::authority).toList()
				+ " could be reached in time; check that they run and have a quorum"
				+ ((this.settings.tls() != null)
						? ", that they expect TLS, and that they and the SSL bundle trust each other's certificates"
						: "");
	}

	/**
	 * Looks for what is wrong with TLS after no server could be reached.
	 * @param deadline until when to look
	 * @return what to tell the user, or empty if TLS is not the reason
	 */
	Optional<String> tlsProblem(Deadline deadline) {
		return ServerQuestion.tlsProblem(this.settings, deadline);
	}

}
