package dev.kvstore.backend.zookeeper;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;

import org.apache.zookeeper.AddWatchMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.WatchedEvent;
import org.apache.zookeeper.Watcher;
import org.jspecify.annotations.Nullable;

import dev.kvstore.backend.DelayedTasks;
import dev.kvstore.backend.KeyExpirations;

/**
 * Looks after the expiring keys of stores that are gone. Their TTL counts once more from
 * the moment at which this store noticed, so that no clock of another host matters.
 */
@SuppressWarnings("FutureReturnValueIgnored")
final class Orphans implements MainSession.Listener, Watcher {

	private static final Duration PAUSE = Duration.ofMillis(50);

	private static final Duration RETRY = Duration.ofSeconds(1);

	private static final int MOST_LATE_MILLIS = 1_000;

	private final Set<String> adopted = ConcurrentHashMap.newKeySet();

	private final AtomicBoolean scheduled = new AtomicBoolean();

	private final AtomicBoolean unwatched = new AtomicBoolean();

	private final Layout layout;

	private final Presence presence;

	private final MainSession session;

	private final KeyExpirations expirations;

	private final DelayedTasks timer;

	private volatile @Nullable Handle watchedBy;

	Orphans(Layout layout, Presence presence, MainSession session, KeyExpirations expirations, DelayedTasks timer) {
		this.layout = layout;
		this.presence = presence;
		this.session = session;
		this.expirations = expirations;
		this.timer = timer;
	}

	@Override
	public void connected(Handle handle) {
		if (this.watchedBy != handle) {
			CompletableFuture
				.allOf(handle.addWatch(this.layout.stores(), this, AddWatchMode.PERSISTENT),
						handle.addWatch(this.layout.expirations(), this, AddWatchMode.PERSISTENT))
				.whenComplete((done, failure) -> watched(handle, failure));
		}
		look();
	}

	private void watched(Handle handle, @Nullable Throwable failure) {
		if (failure == null) {
			this.watchedBy = handle;
		}
		else if (this.unwatched.compareAndSet(false, true)) {
			// a server that refuses watches is looked at from time to time
			this.timer.schedule(this::again, RETRY);
		}
	}

	private void again() {
		this.unwatched.set(false);
		Handle handle = this.session.connected();
		if (handle != null) {
			connected(handle);
		}
	}

	@Override
	public void disconnected(KeeperException cause) {
		// who went meanwhile is noticed on the next connection
	}

	@Override
	public void process(WatchedEvent event) {
		if (event.getType() == Event.EventType.NodeChildrenChanged) {
			look();
		}
	}

	/**
	 * Forgets a record whose turn has come, and looks for more.
	 * @param record its path
	 */
	void over(String record) {
		if (this.adopted.remove(record)) {
			look();
		}
	}

	private void look() {
		if (this.scheduled.compareAndSet(false, true)) {
			this.timer.schedule(this::scan, PAUSE);
		}
	}

	private void scan() {
		this.scheduled.set(false);
		Handle handle = this.session.connected();
		if (handle != null) {
			handle.sync();
			// in this order: a store shows itself before it writes its first record
			handle.children(this.layout.expirations())
				.thenCombine(handle.children(this.layout.stores()), this::withoutStore)
				.thenAccept((stores) -> stores.forEach((store) -> adopt(handle, store)));
		}
	}

	private List<String> withoutStore(List<String> writers, List<String> present) {
		Set<String> living = Set.copyOf(present);
		return writers.stream()
			.filter((store) -> !living.contains(store) && !store.equals(this.presence.id()))
			.toList();
	}

	private void adopt(Handle handle, String store) {
		String directory = this.layout.expirations(store);
		handle.children(directory).thenAccept((names) -> {
			if (names.isEmpty()) {
				handle.delete(directory);
			}
			names.stream()
				.map((name) -> Layout.child(directory, name))
				.filter(this.adopted::add)
				.forEach((record) -> handle.read(record).whenComplete((node, failure) -> schedule(record, node)));
		});
	}

	private void schedule(String record, @Nullable Node node) {
		byte[] data = (node != null) ? node.data() : null;
		if (data == null) {
			this.adopted.remove(record);
			return;
		}
		long late = ThreadLocalRandom.current().nextLong(MOST_LATE_MILLIS);
		long millis = Long.parseLong(new String(data, StandardCharsets.US_ASCII));
		this.expirations.schedule(record, 1, Duration.ofMillis(millis + late));
	}

}
