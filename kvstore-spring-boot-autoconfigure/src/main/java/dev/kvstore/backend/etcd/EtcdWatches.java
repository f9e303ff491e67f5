package dev.kvstore.backend.etcd;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import io.grpc.Status;

import dev.kvstore.api.StoreException;
import dev.kvstore.backend.DaemonThreads;
import dev.kvstore.backend.DelayedTasks;

/**
 * The watches of a store, which share its connections and few threads, however many there
 * are.
 */
final class EtcdWatches implements AutoCloseable {

	private static final Logger logger = System.getLogger(EtcdWatches.class.getName());

	private static final int THREADS = 4;

	private static final Duration REOPENING_DELAY = Duration.ofSeconds(1);

	private final Set<EtcdWatch> watches = ConcurrentHashMap.newKeySet();

	private final EtcdClient client;

	private final EtcdReader reader;

	private final DelayedTasks timer;

	private final Heartbeats heartbeats;

	private final ThreadPoolExecutor threads = new ThreadPoolExecutor(THREADS, THREADS, 1, TimeUnit.SECONDS,
			new LinkedBlockingQueue<>(), new DaemonThreads("kvstore-etcd-watches"),
			new ThreadPoolExecutor.DiscardPolicy());

	EtcdWatches(EtcdClient client, EtcdReader reader, DelayedTasks timer) {
		this.client = client;
		this.reader = reader.strong();
		this.timer = timer;
		this.heartbeats = new Heartbeats(client, timer, this::isNeeded);
		this.threads.allowCoreThreadTimeOut(true);
	}

	EtcdWatch start(String operation, String path, Territory territory, Changes changes) {
		EtcdWatch watch = new EtcdWatch(this, operation, path, territory, changes);
		this.watches.add(watch);
		this.heartbeats.start();
		openSoon(watch);
		return watch;
	}

	private boolean isNeeded() {
		return !this.watches.isEmpty();
	}

	void openLater(EtcdWatch watch, Duration delay) {
		this.timer.schedule(() -> openSoon(watch), delay);
	}

	private void openSoon(EtcdWatch watch) {
		this.threads.execute(() -> {
			try {
				watch.open();
			}
			catch (RuntimeException | Error ex) {
				logger.log(Level.ERROR, "A watch could not be opened, which is tried again", ex);
				openLater(watch, REOPENING_DELAY);
			}
		});
	}

	Listing list(String operation, String path, Territory territory) {
		return this.reader.list(this.client.operation(operation, path), territory);
	}

	EtcdWatchStream newStream(EtcdWatch watch) {
		return new EtcdWatchStream(watch, this.client.endpoints().current(), this.client.streamOptions());
	}

	StoreException failure(String operation, String path, EtcdConnection connection, Status status) {
		this.client.failed(connection, status, true);
		return EtcdFailures.translate(this.client.operation(operation, path), connection.endpoint(),
				status.asRuntimeException(), false);
	}

	void forget(EtcdWatch watch) {
		this.watches.remove(watch);
	}

	/**
	 * Opens nothing any more.
	 */
	@Override
	public void close() {
		this.threads.shutdownNow();
		this.watches.forEach(EtcdWatch::close);
	}

}
