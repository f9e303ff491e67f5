package dev.kvstore.observation;

import java.time.Clock;
import java.util.List;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;

import dev.kvstore.api.Store;
import dev.kvstore.api.StoreActivity;

/**
 * Keeps the watches and locks of the stores that it wraps. What was closed, released or
 * lost is not told of any more, what goes with its store neither; no thread is needed for
 * that.
 */
public final class ActivityTracker implements StoreActivity {

	private final Clock clock;

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
			remove(lock);
		}
	}

	void remove(TrackedHandle lock) {
		this.locks.remove(lock.id());
	}

	void removeEnded() {
		this.watches.values().removeIf((watch) -> !watch.isActive());
		this.locks.values().removeIf((lock) -> !lock.isHeld());
	}

}
