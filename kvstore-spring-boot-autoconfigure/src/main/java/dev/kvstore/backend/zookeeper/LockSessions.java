package dev.kvstore.backend.zookeeper;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

import org.apache.zookeeper.KeeperException;

import dev.kvstore.api.StoreException;
import dev.kvstore.backend.CallbackThreads;
import dev.kvstore.backend.Deadline;
import dev.kvstore.backend.LeaseServer;

/**
 * Opens a further session for each TTL of locks. It is renewed by a request to the
 * leader, for only that proves that the servers do not count it as silent.
 */
@SuppressWarnings("FutureReturnValueIgnored")
final class LockSessions implements LeaseServer<LockSession> {

	/** What ZooKeeper grants at least by default; shorter ones end by a busy machine. */
	private static final Duration SHORTEST = Duration.ofSeconds(4);

	private static final Duration LONGEST = Duration.ofHours(1);

	private static final Duration LEAST_PATIENCE = Duration.ofSeconds(1);

	private final Handles handles;

	private final Calls calls;

	private final Consumer<LockSession> onExpiry;

	private final CallbackThreads threads;

	LockSessions(Handles handles, Calls calls, Consumer<LockSession> onExpiry, CallbackThreads threads) {
		this.handles = handles;
		this.calls = calls;
		this.onExpiry = onExpiry;
		this.threads = threads;
	}

	@Override
	public Granted<LockSession> grant(String operation, String key, Duration ttl, Deadline deadline) {
		Call call = this.calls.begin(operation, key, deadline);
		Duration asked = (ttl.compareTo(SHORTEST) > 0) ? ttl : SHORTEST;
		LockSession opened = new LockSession();
		opened.opened(this.handles.open("kvstore-zookeeper-locks", (asked.compareTo(LONGEST) < 0) ? asked : LONGEST,
				opened::changed));
		try {
			Duration granted = call.read(opened.session(),
					(handle) -> handle.sync().thenApply((done) -> handle.sessionTimeout()));
			opened.expired().thenRun(() -> this.onExpiry.accept(opened));
			return new Granted<>(opened, safe(granted));
		}
		catch (StoreException ex) {
			this.threads.run(opened::close);
			throw ex;
		}
	}

	/**
	 * Shortens a session timeout to what is safe: a server that was cut off from the
	 * others may not have told them of the last renewal but only of the one before, nor
	 * of the last half of a tick.
	 * @param timeout the session timeout
	 * @return how long after a renewal the session surely lasts
	 */
	static Duration safe(Duration timeout) {
		long millis = timeout.toMillis();
		return Duration.ofMillis((millis - Math.min(1_000, millis / 4)) * 3 / 4);
	}

	@Override
	public CompletionStage<Boolean> renew(LockSession lease) {
		Handle handle = lease.handle();
		if (handle == null || lease.isExpired()) {
			return CompletableFuture.completedFuture(false);
		}
		return handle.within(handle.sync(), patience(handle))
			.thenApply((done) -> true)
			.exceptionallyCompose(
					(failure) -> (ZooKeeperFailures.cause(failure) instanceof KeeperException.SessionExpiredException)
							? CompletableFuture.completedFuture(false) : CompletableFuture.failedFuture(failure));
	}

	private Duration patience(Handle handle) {
		Duration interval = safe(handle.sessionTimeout()).dividedBy(3);
		Duration patience = (interval.compareTo(LEAST_PATIENCE) > 0) ? interval : LEAST_PATIENCE;
		return (patience.compareTo(this.calls.timeout()) < 0) ? patience : this.calls.timeout();
	}

	@Override
	public void revoke(LockSession lease) {
		lease.close();
	}

}
