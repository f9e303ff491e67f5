package dev.kvstore.observation;

import java.time.Instant;

import dev.kvstore.api.LockHandle;
import dev.kvstore.api.StoreActivity.OwnedLock;

/**
 * The ownership of a lock that is kept until it is lost or released.
 */
final class TrackedHandle implements LockHandle {

	private final long id;

	private final LockHandle handle;

	private final Instant since;

	private final ActivityTracker tracker;

	private TrackedHandle(LockHandle handle, ActivityTracker tracker) {
		this.id = tracker.nextId();
		this.handle = handle;
		this.since = tracker.clock().instant();
		this.tracker = tracker;
	}

	static TrackedHandle of(LockHandle handle, ActivityTracker tracker) {
		TrackedHandle tracked = new TrackedHandle(handle, tracker);
		tracker.add(tracked);
		handle.onLost(() -> tracker.remove(tracked));
		return tracked;
	}

	long id() {
		return this.id;
	}

	OwnedLock described() {
		return new OwnedLock(this.handle.key(), this.handle.fencingToken(), this.since);
	}

	@Override
	public String key() {
		return this.handle.key();
	}

	@Override
	public long fencingToken() {
		return this.handle.fencingToken();
	}

	@Override
	public boolean isHeld() {
		return this.handle.isHeld();
	}

	@Override
	public void assertHeld() {
		this.handle.assertHeld();
	}

	@Override
	public void onLost(Runnable action) {
		this.handle.onLost(action);
	}

	@Override
	public void unlock() {
		try {
			this.handle.unlock();
		}
		finally {
			this.tracker.remove(this);
		}
	}

	@Override
	public void close() {
		try {
			this.handle.close();
		}
		finally {
			this.tracker.remove(this);
		}
	}

}
