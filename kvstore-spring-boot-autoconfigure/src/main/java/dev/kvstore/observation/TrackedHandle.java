package dev.kvstore.observation;

import java.time.Duration;
import java.time.Instant;

import dev.kvstore.api.LockHandle;
import dev.kvstore.api.LockLostException;
import dev.kvstore.api.StoreActivity.OwnedLock;

/**
 * The ownership of a lock that is kept until it is lost or released.
 */
final class TrackedHandle implements LockHandle {

	private final long id;

	private final LockHandle handle;

	private final Instant since;

	private final long start = System.nanoTime();

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
		handle.onLost(() -> tracker.ended(tracked, true));
		return tracked;
	}

	long id() {
		return this.id;
	}

	Duration age() {
		return Duration.ofNanos(System.nanoTime() - this.start);
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
		boolean lost = false;
		try {
			this.handle.unlock();
		}
		catch (LockLostException ex) {
			lost = true;
			throw ex;
		}
		finally {
			this.tracker.ended(this, lost);
		}
	}

	@Override
	public void close() {
		try {
			unlock();
		}
		catch (LockLostException ex) {
			this.handle.close();
		}
	}

}
