package dev.kvstore.observation;

import java.time.Instant;

import dev.kvstore.api.StoreActivity.OpenWatch;
import dev.kvstore.api.Watch;
import dev.kvstore.observation.FollowedEvents.Sync;

/**
 * A watch that is kept until it is closed.
 */
final class TrackedWatch implements Watch {

	private final long id;

	private final Watch watch;

	private final String path;

	private final boolean directory;

	private final FollowedEvents events;

	private final ActivityTracker tracker;

	TrackedWatch(Watch watch, String path, boolean directory, FollowedEvents events, ActivityTracker tracker) {
		this.id = tracker.nextId();
		this.watch = watch;
		this.path = path;
		this.directory = directory;
		this.events = events;
		this.tracker = tracker;
	}

	long id() {
		return this.id;
	}

	OpenWatch described() {
		Sync sync = this.events.of(this.watch);
		return new OpenWatch(this.path, this.directory, sync.synced(), sync.since(), this.watch.lastContact());
	}

	@Override
	public boolean isActive() {
		return this.watch.isActive();
	}

	@Override
	public boolean isSynced() {
		return this.watch.isSynced();
	}

	@Override
	public Instant lastContact() {
		return this.watch.lastContact();
	}

	@Override
	public int pendingEvents() {
		return this.watch.pendingEvents();
	}

	@Override
	public void close() {
		this.tracker.remove(this);
		this.watch.close();
	}

}
