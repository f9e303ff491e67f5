package dev.kvstore.observation;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

import dev.kvstore.api.Store;
import dev.kvstore.api.StoreActivity;
import dev.kvstore.api.WatchEvent;

/**
 * Keeps the watches and locks of the stores that it wraps. What was closed, released or
 * lost is not told of any more, what goes with its store neither; no thread is needed for
 * that.
 */
public final class ActivityTracker implements StoreActivity {

	private final Clock clock;

	private final List<Store> stores = new CopyOnWriteArrayList<>();

	private final List<ActivityListener> listeners = new CopyOnWriteArrayList<>();

	private final AtomicLong opened = new AtomicLong();

	private final NavigableMap<Long, TrackedWatch> watches = new ConcurrentSkipListMap<>();

	private final NavigableMap<Long, TrackedHandle> locks = new ConcurrentSkipListMap<>();

	/**
	 * Creates a tracker that goes by the system's clock.
	 */
	public ActivityTracker() {
		this(Clock.systemUTC());
	}

	ActivityTracker(Clock clock) {
		this.clock = clock;
	}

	/**
	 * Wraps a store.
	 * @param store the store
	 * @return a store that does the same and whose watches and locks are kept here
	 */
	public Store track(Store store) {
		this.stores.add(store);
		return new TrackedStore(store, this);
	}

	@Override
	public List<OpenWatch> watches() {
		return this.watches.values().stream().filter(TrackedWatch::isActive).map(TrackedWatch::described).toList();
	}

	@Override
	public List<OwnedLock> locks() {
		return this.locks.values().stream().filter(TrackedHandle::isHeld).map(TrackedHandle::described).toList();
	}

	void addListener(ActivityListener listener) {
		this.listeners.add(listener);
	}

	/**
	 * Returns the stores that are not closed, as they were before they were wrapped.
	 * @return the stores
	 */
	List<Store> stores() {
		return this.stores;
	}

	int pendingEvents() {
		return this.watches.values().stream().mapToInt(TrackedWatch::pendingEvents).sum();
	}

	Clock clock() {
		return this.clock;
	}

	int size() {
		return this.watches.size() + this.locks.size();
	}

	long nextId() {
		return this.opened.incrementAndGet();
	}

	void add(TrackedWatch watch) {
		this.watches.put(watch.id(), watch);
		if (!watch.isActive()) {
			remove(watch);
		}
	}

	void remove(TrackedWatch watch) {
		this.watches.remove(watch.id());
	}

	void add(TrackedHandle lock) {
		this.locks.put(lock.id(), lock);
		if (!lock.isHeld()) {
			this.locks.remove(lock.id());
		}
	}

	void ended(TrackedHandle lock, boolean lost) {
		if (this.locks.remove(lock.id()) != null) {
			this.listeners.forEach((listener) -> listener.lockEnded(lock.age(), lost));
		}
	}

	void waited(Duration wait, OperationOutcome outcome) {
		this.listeners.forEach((listener) -> listener.lockWaited(wait, outcome));
	}

	void told(WatchEvent event) {
		this.listeners.forEach((listener) -> listener.watchTold(event));
	}

	void closed(Store store) {
		this.stores.remove(store);
		this.watches.values().removeIf((watch) -> !watch.isActive());
		this.locks.values().stream().filter((lock) -> !lock.isHeld()).forEach((lock) -> ended(lock, false));
	}

}
