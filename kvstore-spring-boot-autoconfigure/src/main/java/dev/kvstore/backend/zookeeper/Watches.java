package dev.kvstore.backend.zookeeper;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Watcher.WatcherType;
import org.jspecify.annotations.Nullable;

import dev.kvstore.api.Watch;
import dev.kvstore.api.WatchListener;
import dev.kvstore.backend.CallbackThreads;
import dev.kvstore.backend.DelayedTasks;
import dev.kvstore.backend.Keys;
import dev.kvstore.backend.WatchDelivery;

/**
 * The watches of one store: one on the server for each path, by the session that reads
 * and writes, and no thread for any.
 */
@SuppressWarnings("FutureReturnValueIgnored")
final class Watches implements MainSession.Listener {

	private final Map<String, WatchedTree> trees = new HashMap<>();

	private final Layout layout;

	private final MainSession session;

	private final CallbackThreads threads;

	private final DelayedTasks timer;

	private final Calls calls;

	private boolean beating;

	private boolean closed;

	Watches(Layout layout, MainSession session, CallbackThreads threads, DelayedTasks timer, Calls calls) {
		this.layout = layout;
		this.session = session;
		this.threads = threads;
		this.timer = timer;
		this.calls = calls;
	}

	Watch watch(String path, boolean recursive, WatchListener listener) {
		this.calls.begin("watch", path);
		WatchDelivery delivery = new WatchDelivery(path, listener, this.threads, this.session::lastContact,
				this::remove);
		if (!add(new Subscriber(delivery, recursive))) {
			delivery.close();
		}
		return delivery;
	}

	private synchronized boolean add(Subscriber subscriber) {
		if (this.closed) {
			return false;
		}
		String path = this.layout.path(subscriber.delivery().path());
		WatchedTree tree = this.trees.computeIfAbsent(path,
				(absent) -> new WatchedTree(this.layout, absent, this.timer));
		tree.add(subscriber, this.session.connected());
		beat();
		return true;
	}

	private synchronized void remove(WatchDelivery delivery) {
		String path = this.layout.path(delivery.path());
		WatchedTree tree = this.trees.get(path);
		if (tree != null && tree.remove(delivery)) {
			this.trees.remove(path);
			Handle handle = this.session.connected();
			if (handle != null && !this.closed) {
				handle.removeWatches(path, WatcherType.Any);
			}
		}
	}

	/**
	 * Hears from the server from time to time, to tell a silent one from a silent watch.
	 */
	private synchronized void beat() {
		if (!this.beating && !this.trees.isEmpty() && !this.closed) {
			this.beating = true;
			this.timer.schedule(this::heartbeat, this.calls.timeout().dividedBy(2));
		}
	}

	private void heartbeat() {
		Handle handle = this.session.connected();
		CompletableFuture<?> heard = (handle != null) ? handle.within(handle.sync(), this.calls.timeout())
				: CompletableFuture.completedFuture(null);
		heard.whenComplete((done, failure) -> {
			synchronized (this) {
				this.beating = false;
			}
			beat();
		});
	}

	@Override
	public void connected(Handle handle) {
		all().forEach((tree) -> tree.connected(handle));
	}

	@Override
	public void disconnected(KeeperException cause) {
		all().forEach((tree) -> tree.disconnected(cause));
	}

	private synchronized List<WatchedTree> all() {
		return new ArrayList<>(this.trees.values());
	}

	void close() {
		synchronized (this) {
			this.closed = true;
		}
		List<WatchDelivery> deliveries = all().stream().flatMap((tree) -> tree.deliveries().stream()).toList();
		WatchDelivery.closeAll(deliveries);
	}

	synchronized int size() {
		return this.trees.values().stream().mapToInt((tree) -> tree.deliveries().size()).sum();
	}

	/**
	 * One watch of a user.
	 *
	 * @param delivery takes what happens
	 * @param recursive whether it is of a directory, not of its own key
	 */
	record Subscriber(WatchDelivery delivery, boolean recursive) {

		boolean wants(String key) {
			String path = this.delivery.path();
			return this.recursive ? Keys.isBelow(key, path) : key.equals(path);
		}

		boolean is(@Nullable WatchDelivery other) {
			return this.delivery == other;
		}

	}

}
