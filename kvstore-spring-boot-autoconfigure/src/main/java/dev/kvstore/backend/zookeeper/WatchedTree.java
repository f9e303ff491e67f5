package dev.kvstore.backend.zookeeper;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

import org.apache.zookeeper.AddWatchMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.WatchedEvent;
import org.apache.zookeeper.Watcher;
import org.jspecify.annotations.Nullable;

import dev.kvstore.api.KeyValue;
import dev.kvstore.backend.DelayedTasks;
import dev.kvstore.backend.WatchDelivery;

/**
 * What one path's watches follow. Events tell only which node changed; its value is read,
 * once however many events came meanwhile. Whoever begins, and everybody after a
 * connection was lost, gets the whole state, kept up to date while it is being read.
 * Answers come in the order of what they show, so a later one is never older.
 */
@SuppressWarnings("FutureReturnValueIgnored")
final class WatchedTree implements Watcher {

	private static final Duration RETRY = Duration.ofSeconds(1);

	private final Layout layout;

	private final String path;

	private final DelayedTasks timer;

	private final List<Watches.Subscriber> waiting = new ArrayList<>();

	private final List<Watches.Subscriber> beginning = new ArrayList<>();

	private final List<Watches.Subscriber> following = new ArrayList<>();

	/** The state as far as it was read for those who begin. */
	private final Map<String, KeyValue> state = new LinkedHashMap<>();

	/** The paths being read, and whether they changed again since they were asked for. */
	private final Map<String, Boolean> reading = new HashMap<>();

	private @Nullable Handle handle;

	private long latest;

	/** Changes with every connection, so that answers by an earlier one are told. */
	private int epoch;

	/** Changes with every reading of the state, so that one given up is told. */
	private int rounds;

	WatchedTree(Layout layout, String path, DelayedTasks timer) {
		this.layout = layout;
		this.path = path;
		this.timer = timer;
	}

	synchronized void add(Watches.Subscriber subscriber, @Nullable Handle connected) {
		this.waiting.add(subscriber);
		if (this.handle == null && connected != null) {
			connected(connected);
		}
		begin();
	}

	/**
	 * Removes a watch.
	 * @param delivery the watch
	 * @return whether it was the last one
	 */
	synchronized boolean remove(WatchDelivery delivery) {
		for (List<Watches.Subscriber> some : List.of(this.waiting, this.beginning, this.following)) {
			some.removeIf((subscriber) -> subscriber.is(delivery));
		}
		return this.waiting.isEmpty() && this.beginning.isEmpty() && this.following.isEmpty();
	}

	synchronized List<WatchDelivery> deliveries() {
		List<Watches.Subscriber> all = new ArrayList<>(this.waiting);
		all.addAll(this.beginning);
		all.addAll(this.following);
		return all.stream().map(Watches.Subscriber::delivery).toList();
	}

	synchronized void connected(Handle connected) {
		this.handle = connected;
		this.epoch++;
		this.reading.clear();
		this.rounds++;
		this.waiting.addAll(this.beginning);
		this.beginning.clear();
		begin();
	}

	synchronized void disconnected(KeeperException cause) {
		this.handle = null;
		this.epoch++;
		interrupt(cause);
	}

	private void interrupt(Throwable cause) {
		this.rounds++;
		this.waiting.addAll(this.beginning);
		// who is not synced need not know of another attempt, but must of a refusal
		if (!ZooKeeperFailures.isDisconnection(cause)) {
			tell(this.waiting, cause);
		}
		tell(this.following, cause);
		this.waiting.addAll(this.following);
		this.beginning.clear();
		this.following.clear();
		this.state.clear();
	}

	private static void tell(List<Watches.Subscriber> subscribers, Throwable cause) {
		subscribers.forEach((subscriber) -> subscriber.delivery()
			.interrupted(ZooKeeperFailures.translate("watch", subscriber.delivery().path(), cause, false)));
	}

	private void begin() {
		Handle current = this.handle;
		if (current == null || this.waiting.isEmpty() || !this.beginning.isEmpty()) {
			return;
		}
		this.state.clear();
		this.beginning.addAll(this.waiting);
		this.waiting.clear();
		int asked = this.epoch;
		int round = ++this.rounds;
		Consumer<Node> consumer = (node) -> take(asked, node);
		boolean recursive = this.beginning.stream().anyMatch(Watches.Subscriber::recursive);
		CompletableFuture<Void> watching = current.addWatch(this.path, this, AddWatchMode.PERSISTENT_RECURSIVE);
		CompletableFuture<Void> synced = current.sync();
		CompletableFuture<Void> own = current.read(this.path).thenAccept(consumer);
		CompletableFuture<Void> below = recursive
				? TreeReading.start(current, this.layout, this.path, Handle::read, consumer) : own;
		CompletableFuture.allOf(watching, synced, own, below).whenComplete((done, failure) -> began(round, failure));
	}

	private synchronized void began(int round, @Nullable Throwable failure) {
		if (this.rounds != round) {
			return;
		}
		if (failure != null) {
			retry(ZooKeeperFailures.cause(failure));
			return;
		}
		this.following.addAll(this.beginning);
		this.beginning.forEach((subscriber) -> subscriber.delivery()
			.present(() -> this.state.values().stream().filter((kv) -> subscriber.wants(kv.key())).toList()));
		this.beginning.clear();
		this.state.clear();
		begin();
	}

	private void retry(Throwable cause) {
		interrupt(cause);
		this.timer.schedule(this::again, RETRY);
	}

	private synchronized void again() {
		begin();
	}

	@Override
	public void process(WatchedEvent event) {
		String key = (event.getPath() != null) ? this.layout.key(event.getPath()) : null;
		if (key == null || event.getType() == Event.EventType.None) {
			return;
		}
		synchronized (this) {
			if (event.getType() == Event.EventType.NodeDeleted) {
				deleted(key, (event.getZxid() > 0) ? event.getZxid() : this.latest + 1);
			}
			else if (isWanted(key)) {
				read(event.getPath());
			}
		}
	}

	private boolean isWanted(String key) {
		return this.following.stream().anyMatch((subscriber) -> subscriber.wants(key))
				|| this.beginning.stream().anyMatch((subscriber) -> subscriber.wants(key));
	}

	private void read(String changed) {
		Handle current = this.handle;
		if (current != null && this.reading.put(changed, this.reading.containsKey(changed)) == null) {
			ask(current, changed);
		}
	}

	private void ask(Handle current, String changed) {
		int asked = this.epoch;
		current.read(changed).whenComplete((node, failure) -> answered(asked, changed, node, failure));
	}

	private synchronized void answered(int asked, String changed, @Nullable Node node, @Nullable Throwable failure) {
		if (this.epoch != asked) {
			return;
		}
		boolean again = Boolean.TRUE.equals(this.reading.remove(changed));
		if (node != null) {
			take(asked, node);
		}
		else if (failure != null) {
			retry(ZooKeeperFailures.cause(failure));
		}
		if (again) {
			read(changed);
		}
	}

	private synchronized void take(int asked, Node node) {
		String key = this.layout.key(node.path());
		if (this.epoch != asked || key == null || node.stat() == null) {
			return;
		}
		KeyValue keyValue = node.keyValue(key);
		if (keyValue == null) {
			deleted(key, node.stat().getMzxid());
			return;
		}
		this.latest = Math.max(this.latest, keyValue.version());
		if (!this.beginning.isEmpty()) {
			this.state.put(key, keyValue);
		}
		this.following.stream()
			.filter((subscriber) -> subscriber.wants(key))
			.forEach((subscriber) -> subscriber.delivery().put(keyValue));
	}

	private void deleted(String key, long version) {
		this.state.remove(key);
		this.following.stream()
			.filter((subscriber) -> subscriber.wants(key))
			.forEach((subscriber) -> subscriber.delivery().deleted(key, version));
	}

}
