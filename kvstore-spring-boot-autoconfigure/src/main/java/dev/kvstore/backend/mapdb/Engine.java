package dev.kvstore.backend.mapdb;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import dev.kvstore.api.StoreException;
import dev.kvstore.api.StoreUnavailableException;
import dev.kvstore.backend.StoreFileException;
import dev.kvstore.backend.WatchDelivery;
import dev.kvstore.backend.mapdb.Batch.Change;
import dev.kvstore.backend.mapdb.MapDbSettings.Location;

/**
 * One database and all that the stores of this process share of it.
 */
final class Engine {

	private final Location location;

	private final Medium medium;

	private final CommittedState state = new CommittedState();

	private final CommitQueue queue = new CommitQueue();

	private final WatchRegistry watches = new WatchRegistry();

	private final LockTable locks = new LockTable((request) -> request.store().grant(request));

	private final CommitLoop loop;

	private final Thread thread;

	private volatile boolean restored;

	private volatile @Nullable StoreException unavailable;

	private volatile Instant unavailableSince = Instant.now();

	Engine(Location location) {
		this.location = location;
		this.medium = Medium.of(location);
		this.loop = new CommitLoop(this.medium, this.queue, this.state, this::committed, this::availability);
		this.thread = new Thread(this.loop, "kvstore-mapdb-commit-" + name(location));
		this.thread.setDaemon(true);
		// the first one is kept by MapDB for good, so it must not be that of an
		// application
		this.thread.setContextClassLoader(Engine.class.getClassLoader());
	}

	private static String name(Location location) {
		return (location instanceof Location.File file) ? String.valueOf(file.path().getFileName())
				: location.toString();
	}

	void start() {
		this.thread.start();
	}

	/**
	 * Commits what waits, closes the file and ends the thread.
	 */
	void stop() {
		this.loop.stop();
		boolean interrupted = false;
		while (this.thread.isAlive()) {
			try {
				this.thread.join();
			}
			catch (InterruptedException ex) {
				interrupted = true;
			}
		}
		if (interrupted) {
			Thread.currentThread().interrupt();
		}
	}

	CommitTotals commits() {
		return this.loop.totals();
	}

	Location location() {
		return this.location;
	}

	Map<String, Object> facts() {
		return this.medium.facts();
	}

	LockTable locks() {
		return this.locks;
	}

	WatchRegistry watches() {
		return this.watches;
	}

	/**
	 * Returns the committed state.
	 * @param operation the operation that reads it
	 * @param key its key or directory, if it has one
	 * @return the state
	 * @throws StoreUnavailableException if the file was never opened
	 */
	CommittedState state(String operation, @Nullable String key) {
		if (!this.restored) {
			throw unavailable(operation, key, this.unavailable);
		}
		return this.state;
	}

	boolean isWritable() {
		return this.restored && this.unavailable == null;
	}

	<T> T write(String operation, @Nullable String key, int size, Duration timeout, Function<Batch, T> work) {
		Command<T> command = new Command<>(size, work);
		this.queue.add(command);
		return command.await(operation, key, timeout);
	}

	/**
	 * Lets the keys that a store kept alive run out, soon and without waiting for it.
	 * @param keeper the store
	 */
	void abandon(Object keeper) {
		this.queue.add(new Command<>(0, (batch) -> {
			batch.abandon(keeper);
			return true;
		}));
	}

	/**
	 * Tells when the file was last known to be in use.
	 * @return the present time, or when the file was lost
	 */
	Instant lastContact() {
		return (this.restored && this.unavailable == null) ? Instant.now() : this.unavailableSince;
	}

	/**
	 * Waits for the first attempt to open the file.
	 * @param timeout how long to wait for the file's content
	 * @throws StoreFileException if the file cannot be used
	 */
	void awaitOpen(Duration timeout) {
		try {
			write("open", null, 0, timeout, (batch) -> true);
		}
		catch (StoreUnavailableException ex) {
			StoreException cause = this.unavailable;
			throw (cause instanceof StoreFileException) ? cause : ex;
		}
	}

	void watchKey(WatchDelivery watch) {
		this.watches.addKey(watch);
		if (this.restored) {
			WatchRegistry.synchronizeKey(watch, this.state);
		}
		else {
			watch.interrupted(unavailable("watch", watch.path(), this.unavailable));
		}
	}

	void watchDirectory(WatchDelivery watch) {
		this.watches.addDirectory(watch);
		if (this.restored) {
			WatchRegistry.synchronizeDirectory(watch, this.state);
		}
		else {
			watch.interrupted(unavailable("watchTree", watch.path(), this.unavailable));
		}
	}

	private void committed(Map<String, Change> changes) {
		this.watches.tell(changes);
	}

	private void availability(@Nullable StoreException problem) {
		StoreException before = this.unavailable;
		if (before == null) {
			this.unavailableSince = Instant.now();
		}
		this.unavailable = problem;
		if (problem == null) {
			this.restored = true;
			this.watches.synchronize(this.state);
		}
		else if (before == null && this.restored) {
			this.watches.interrupt(unavailable("watch", null, problem));
		}
	}

	private static StoreUnavailableException unavailable(String operation, @Nullable String key,
			@Nullable StoreException cause) {
		String reason = (cause != null) ? String.valueOf(cause.getMessage()) : "the file is not open yet";
		return new StoreUnavailableException(MapDbStore.BACKEND, operation, key, false, reason, cause);
	}

}
