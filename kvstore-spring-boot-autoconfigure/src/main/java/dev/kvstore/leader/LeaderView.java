package dev.kvstore.leader;

import java.util.Objects;

import org.jspecify.annotations.Nullable;

import dev.kvstore.api.WatchEvent;
import dev.kvstore.api.WatchListener;

/**
 * Turns the events of a role's announcement into changes of its leader. An announcement
 * that comes later than that of a later leader is passed over.
 */
final class LeaderView implements WatchListener {

	private final LeaderListener listener;

	private @Nullable Leader present;

	private long latestEpoch;

	private boolean told;

	LeaderView(LeaderListener listener) {
		this.listener = listener;
	}

	@Override
	public void onEvent(WatchEvent event) {
		if (event instanceof WatchEvent.Put put) {
			AnnouncedLeader.from(put.keyValue())
				.filter((leader) -> leader.epoch() >= this.latestEpoch)
				.ifPresent(this::show);
		}
		else if (event instanceof WatchEvent.Deleted || (event instanceof WatchEvent.Synced && !this.told)) {
			show(null);
		}
	}

	private void show(@Nullable Leader leader) {
		if (this.told && Objects.equals(leader, this.present)) {
			return;
		}
		this.told = true;
		this.present = leader;
		this.latestEpoch = (leader != null) ? leader.epoch() : this.latestEpoch;
		this.listener.onLeader(leader);
	}

}
