package dev.kvstore.backend.zookeeper;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.apache.curator.CuratorZookeeperClient;
import org.apache.curator.ensemble.fixed.FixedEnsembleProvider;
import org.apache.curator.utils.ZookeeperFactory;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.WatchedEvent;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.ZooKeeper;
import org.jspecify.annotations.Nullable;

import dev.kvstore.backend.CallbackThreads;
import dev.kvstore.backend.DelayedTasks;
import dev.kvstore.backend.Endpoint;

/**
 * The session that a store reads, writes and watches by. Curator makes another one when
 * it has expired.
 */
final class MainSession implements ZookeeperFactory {

	private static final String NAME = ZooKeeperFailures.BACKEND;

	private static final Duration REFUSED_PAUSE = Duration.ofSeconds(1);

	private static final Logger logger = System.getLogger(MainSession.class.getName());

	private final Session session = new Session();

	private final List<Listener> listeners = new CopyOnWriteArrayList<>();

	private final Handles handles;

	private final Duration sessionTimeout;

	private final CuratorZookeeperClient client;

	private final DelayedTasks timer;

	private final AtomicInteger attempts = new AtomicInteger();

	private boolean closed;

	private volatile @Nullable Handle handle;

	MainSession(Handles handles, ZooKeeperSettings settings, DelayedTasks timer) {
		this.timer = timer;
		this.handles = handles;
		this.sessionTimeout = settings.sessionTimeout();
		int millis = (int) Math.min(Integer.MAX_VALUE / 4, this.sessionTimeout.toMillis());
		this.client = new CuratorZookeeperClient(this, new FixedEnsembleProvider(NAME), millis, millis, (event) -> {
		}, (count, elapsed, sleeper) -> false, false);
	}

	void start() {
		try {
			this.client.start();
		}
		catch (Exception ex) {
			throw new IllegalStateException("The ZooKeeper client cannot be started", ex);
		}
	}

	@Override
	public ZooKeeper newZooKeeper(String connectString, int timeout, Watcher watcher, boolean canBeReadOnly) {
		int attempt = this.attempts.incrementAndGet();
		try {
			Handle made = this.handles.open("kvstore-zookeeper", this.sessionTimeout, (changed, event) -> {
				changed(changed, event, attempt);
				watcher.process(event);
			});
			return made.client();
		}
		catch (RuntimeException ex) {
			// who opens the store is told of the first one, of the others nobody is
			if (this.handle != null) {
				failed(attempt, ex);
			}
			throw ex;
		}
	}

	private void changed(Handle changed, WatchedEvent event, int attempt) {
		this.handle = changed;
		this.session.changed(changed, event);
		switch (event.getState()) {
			case SyncConnected -> this.listeners.forEach((listener) -> listener.connected(changed));
			case Disconnected, Expired -> disconnected(new KeeperException.ConnectionLossException());
			case AuthFailed -> {
				disconnected(new KeeperException.AuthFailedException());
				// the client never connects again once it was refused
				this.timer.schedule(() -> reopen(attempt), REFUSED_PAUSE);
			}
			default -> {
			}
		}
	}

	private void disconnected(KeeperException cause) {
		this.listeners.forEach((listener) -> listener.disconnected(cause));
	}

	private void failed(int attempt, Exception cause) {
		logger.log(Level.WARNING, "The ZooKeeper session was not opened again, which is tried again", cause);
		this.timer.schedule(() -> reopen(attempt), REFUSED_PAUSE);
	}

	private synchronized void reopen(int attempt) {
		if (this.closed || this.attempts.get() != attempt) {
			return;
		}
		try {
			this.client.reset();
		}
		catch (Exception ex) {
			// a further attempt that failed sees to it itself
			if (this.attempts.get() == attempt) {
				failed(attempt, ex);
			}
		}
	}

	/**
	 * Tells of each connection and its end from now on, on the session's event thread.
	 * @param listener who is told
	 */
	void addListener(Listener listener) {
		this.listeners.add(listener);
	}

	Session session() {
		return this.session;
	}

	/**
	 * Returns the connected handle.
	 * @return the handle, or {@code null} if there is none at the moment
	 */
	@Nullable Handle connected() {
		CompletableFuture<Handle> ready = this.session.ready();
		return (ready.isDone() && !ready.isCompletedExceptionally()) ? ready.join() : null;
	}

	@Nullable Endpoint server() {
		Handle last = this.handle;
		return (last != null) ? last.server() : null;
	}

	Instant lastContact() {
		Handle last = this.handle;
		return (last != null) ? last.lastContact() : Instant.EPOCH;
	}

	/**
	 * Ends the session on the server, waiting for it at most for some time.
	 * @param threads run what blocks
	 * @param timeout how long to wait
	 */
	void close(CallbackThreads threads, Duration timeout) {
		synchronized (this) {
			this.closed = true;
		}
		this.session.end();
		CompletableFuture.runAsync(this.client::close, threads::run)
			.completeOnTimeout(null, timeout.toMillis(), TimeUnit.MILLISECONDS)
			.exceptionally((failure) -> null)
			.join();
	}

	/**
	 * Is told of connections.
	 */
	interface Listener {

		/**
		 * Begins anew on a connection, of the same session or of another one.
		 * @param handle the connected handle
		 */
		void connected(Handle handle);

		/**
		 * Ends what needs a connection.
		 * @param cause why there is none
		 */
		void disconnected(KeeperException cause);

	}

}
