package dev.kvstore.event;

import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.SmartLifecycle;
import org.springframework.util.Assert;

import dev.kvstore.api.Store;

/**
 * Publishes changes of keys as application events, from the start of the application to
 * its stop: {@link KeyPutEvent}, {@link KeyDeletedEvent}, {@link WatchSyncedEvent} and
 * {@link WatchInterruptedEvent}.
 *
 * <p>
 * <b>The first state</b>, all that comes before a watch's first {@link WatchSyncedEvent},
 * is published only if asked for. What was missed in an interruption always is, and a
 * deletion even if the key's value was not published.
 *
 * <p>
 * <b>Threads</b>: each watch publishes on a thread of its own, one event at a time and
 * those of a key in order. While a listener runs, at most one event of a key waits. A
 * listener that throws is logged and does not end the watch.
 *
 * <p>
 * As a bean it begins when all other beans are there, after the web server and leader
 * election, and ends before them, within 2 s even if a listener is busy.
 */
public final class WatchEventPublisher implements SmartLifecycle {

	/**
	 * The phase of the lifecycle.
	 */
	public static final int PHASE = RunningWatches.PHASE;

	private final Store store;

	private final Map<WatchedPath, String> paths;

	private final boolean publishInitial;

	private final ApplicationEventPublisher publisher;

	private @Nullable RunningWatches watches;

	/**
	 * Creates a publisher that watches nothing yet.
	 * @param store the store to watch
	 * @param properties say what to watch
	 * @param publisher gets the events
	 * @throws InvalidWatchException if a property has something that cannot be watched
	 */
	public WatchEventPublisher(Store store, WatchProperties properties, ApplicationEventPublisher publisher) {
		Assert.notNull(store, "'store' must not be null");
		Assert.notNull(properties, "'properties' must not be null");
		Assert.notNull(publisher, "'publisher' must not be null");
		this.store = store;
		this.publisher = publisher;
		this.publishInitial = properties.publishInitial();
		this.paths = new LinkedHashMap<>();
		properties.directories()
			.forEach((path) -> this.paths.put(WatchedPath.directory(path), "kvstore.watch.directories"));
		properties.keys().forEach((path) -> this.paths.put(WatchedPath.key(path), "kvstore.watch.keys"));
		this.paths.forEach(this::requireValid);
	}

	private void requireValid(WatchedPath path, String property) {
		try {
			path.requireValid(this.store);
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidWatchException(property, path, ex);
		}
	}

	/**
	 * Begins to watch. Each start has a first state of its own.
	 */
	@Override
	public synchronized void start() {
		if (this.watches == null) {
			RunningWatches started = new RunningWatches(this.store);
			this.watches = started;
			this.paths.keySet()
				.forEach((path) -> started.open(path, new PublishedWatch(path, this.publishInitial, this.publisher)));
		}
	}

	@Override
	public void stop() {
		RunningWatches ending;
		synchronized (this) {
			ending = this.watches;
			this.watches = null;
		}
		if (ending != null) {
			ending.close();
		}
	}

	/**
	 * Does what {@link #stop()} does without making the caller wait.
	 * @param callback called when it is done
	 */
	@Override
	public void stop(Runnable callback) {
		RunningWatches.stop(this::stop, callback);
	}

	@Override
	public synchronized boolean isRunning() {
		return this.watches != null;
	}

	@Override
	public int getPhase() {
		return PHASE;
	}

}
