package dev.kvstore.observation;

import java.time.Clock;
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

	private final Clock clock;

	private final AtomicReference<Sync> sync;

	FollowedEvents(WatchListener listener, Clock clock) {
		this.listener = listener;
		this.clock = clock;
		this.sync = new AtomicReference<>(new Sync(false, clock.instant()));
	}

	@Override
	public void onEvent(WatchEvent event) {
		if (event instanceof WatchEvent.Synced) {
			this.sync.updateAndGet((last) -> last.changed(true, this.clock.instant()));
		}
		else if (event instanceof WatchEvent.Interrupted) {
			this.sync.updateAndGet((last) -> last.changed(false, this.clock.instant()));
		}
		this.listener.onEvent(event);
	}

	/**
	 * Tells how the watch is and since when. A slow listener gets its markers late: an
	 * interruption that it was not told of yet began when the backend was last heard of.
	 * @param watch the watch
	 * @return how it is
	 */
	Sync of(Watch watch) {
		boolean synced = watch.isSynced();
		Instant date = synced ? this.clock.instant() : watch.lastContact();
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
