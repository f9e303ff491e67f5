package dev.kvstore.event;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.springframework.context.SmartLifecycle;

import dev.kvstore.api.Store;
import dev.kvstore.api.Watch;
import dev.kvstore.api.WatchListener;

/**
 * Watches that end together.
 */
final class RunningWatches implements AutoCloseable {

	/**
	 * The phase in which changes are told: after web servers and leader election have
	 * begun, and no more before these end.
	 */
	static final int PHASE = SmartLifecycle.DEFAULT_PHASE - 256;

	private static final Duration LONGEST_CLOSE = Duration.ofSeconds(2);

	private final Store store;

	private final List<Watch> watches = new ArrayList<>();

	RunningWatches(Store store) {
		this.store = store;
	}

	void open(WatchedPath path, WatchListener listener) {
		this.watches.add(path.watch(this.store, listener));
	}

	/**
	 * Ends all watches, at once since each may wait for its listener; afterwards none is
	 * called.
	 */
	@Override
	public void close() {
		List<Thread> closing = this.watches.stream().map(RunningWatches::closing).toList();
		this.watches.clear();
		long deadline = System.nanoTime() + LONGEST_CLOSE.toNanos();
		try {
			for (Thread thread : closing) {
				thread.join(Math.max(1, Duration.ofNanos(deadline - System.nanoTime()).toMillis()));
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/**
	 * Stops what has watches without making the caller wait.
	 * @param stop stops it
	 * @param callback called when it is done
	 */
	static void stop(Runnable stop, Runnable callback) {
		Thread thread = new Thread(() -> {
			try {
				stop.run();
			}
			finally {
				callback.run();
			}
		}, "kvstore-watch-stop");
		thread.setDaemon(true);
		thread.start();
	}

	private static Thread closing(Watch watch) {
		Thread thread = new Thread(watch::close, "kvstore-watch-close");
		thread.setDaemon(true);
		thread.start();
		return thread;
	}

}
