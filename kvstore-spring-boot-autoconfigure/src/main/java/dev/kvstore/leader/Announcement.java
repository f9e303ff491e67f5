package dev.kvstore.leader;

import java.util.Optional;

import org.jspecify.annotations.Nullable;

import dev.kvstore.api.KeyValue;
import dev.kvstore.api.PutOptions;
import dev.kvstore.api.Store;
import dev.kvstore.api.Watch;
import dev.kvstore.api.WatchEvent;

/**
 * The key by which this instance tells who watches that it leads. Written and withdrawn
 * by compare-and-set only, so that a deposed leader that is late spoils nothing of its
 * successor's. Used by one thread.
 */
final class Announcement {

	private final Store store;

	private final String key;

	private final PutOptions options;

	private @Nullable Leader announced;

	private @Nullable KeyValue written;

	Announcement(Store store, String key, PutOptions options) {
		this.store = store;
		this.key = key;
		this.options = options;
	}

	/**
	 * Announces a leader unless a later one was announced before.
	 * @param leader the leader
	 */
	void announce(Leader leader) {
		boolean settled = false;
		while (!settled) {
			KeyValue present = this.store.get(this.key).orElse(null);
			settled = isLater(present, leader) || isWritten(present) || write(leader, present);
		}
	}

	private boolean write(Leader leader, @Nullable KeyValue previous) {
		// an answer that is lost leaves something to withdraw
		this.announced = leader;
		this.written = this.store.atomicPut(this.key, AnnouncedLeader.value(leader), previous, this.options)
			.orElse(null);
		return this.written != null;
	}

	private boolean isWritten(@Nullable KeyValue present) {
		return present != null && present.equals(this.written);
	}

	/**
	 * Takes away what was announced, if it is still there. After a failure there is
	 * something left to withdraw.
	 */
	void withdraw() {
		Leader leader = this.announced;
		while (leader != null) {
			Optional<KeyValue> own = this.store.get(this.key).filter((present) -> isBy(leader, present));
			if (own.isEmpty() || this.store.atomicDelete(this.key, own.get())) {
				this.announced = null;
				return;
			}
		}
	}

	/**
	 * Watches over what is announced.
	 * @param leader the present leader
	 * @param spoilt run when the key was deleted or overwritten by other than a later
	 * leader
	 * @return the running watch
	 */
	Watch watch(Leader leader, Runnable spoilt) {
		return this.store.watch(this.key, (event) -> {
			if (isSpoilt(event, leader)) {
				spoilt.run();
			}
		});
	}

	private static boolean isSpoilt(WatchEvent event, Leader leader) {
		if (event instanceof WatchEvent.Put put) {
			return !isBy(leader, put.keyValue()) && !isLater(put.keyValue(), leader);
		}
		return event instanceof WatchEvent.Deleted;
	}

	private static boolean isBy(Leader leader, KeyValue announcement) {
		return AnnouncedLeader.from(announcement).filter(leader::equals).isPresent();
	}

	private static boolean isLater(@Nullable KeyValue announcement, Leader leader) {
		return announcement != null
				&& AnnouncedLeader.from(announcement).filter((other) -> other.epoch() > leader.epoch()).isPresent();
	}

}
