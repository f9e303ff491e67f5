package dev.kvstore.observation;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;

import dev.kvstore.api.Watch;
import dev.kvstore.api.WatchEvent;
import dev.kvstore.api.WatchListener;

/**
 * Dates the markers of a watch on their way to its listener.
 */
final class FollowedEvents implements WatchListener {

	private final WatchListener listener;

	private final ActivityTracker tracker;

	private final AtomicReference<Sync> sync;

	FollowedEvents(WatchListener listener, ActivityTracker tracker) {
		this.listener = listener;
		this.tracker = tracker;
		this.sync = new AtomicReference<>(new Sync(false, tracker.clock().instant()));
	}

	@Override
	public void onEvent(WatchEvent event) {
		if (event instanceof WatchEvent.Synced) {
			changed(true);
		}
		else if (event instanceof WatchEvent.Interrupted) {
			changed(false);
		}
		this.tracker.told(event);
		this.listener.onEvent(event);
	}

	private void changed(boolean synced) {
		Instant now = this.tracker.clock().instant();
		this.sync.updateAndGet((last) -> last.changed(synced, now));
	}

	/**
	 * Tells how the watch is and since when. A slow listener gets its markers late: an
	 * interruption that it was not told of yet began when the backend was last heard of.
	 * @param watch the watch
	 * @return how it is
	 */
	Sync of(Watch watch) {
		boolean synced = watch.isSynced();
		Instant date = synced ? this.tracker.clock().instant() : watch.lastContact();
		return this.sync.updateAndGet((last) -> last.changed(synced, date));
	}

	/**
	 * Whether a watch follows its store.
	 *
	 * @param synced whether it does
	 * @param since when that became so
	 */
	record Sync(boolean synced, Instant since) {

		Sync changed(boolean now, Instant date) {
			if (now == this.synced) {
				return this;
			}
			return new Sync(now, date.isBefore(this.since) ? this.since : date);
		}

	}

}
