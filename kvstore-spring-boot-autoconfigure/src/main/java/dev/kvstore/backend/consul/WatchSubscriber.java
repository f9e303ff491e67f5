package dev.kvstore.backend.consul;

import java.util.List;

import dev.kvstore.api.StoreException;
import dev.kvstore.backend.WatchDelivery;

/**
 * Hands changes to a user's watch.
 */
final class WatchSubscriber implements PollSubscriber {

	private final WatchDelivery watch;

	private final boolean tree;

	WatchSubscriber(WatchDelivery watch, boolean tree) {
		this.watch = watch;
		this.tree = tree;
	}

	@Override
	public PolledPath path() {
		return PolledPath.of(this.watch.path(), this.tree);
	}

	@Override
	public void present(List<KvEntry> state) {
		this.watch
			.present(() -> state.stream().filter((entry) -> isWatched(entry.key())).map(KvEntry::toKeyValue).toList());
	}

	private boolean isWatched(String key) {
		return this.tree ? KvEntry.isBelow(key, this.watch.path()) : key.equals(this.watch.path());
	}

	@Override
	public void changed(KvEntry entry) {
		if (isWatched(entry.key())) {
			this.watch.put(entry.toKeyValue());
		}
	}

	@Override
	public void deleted(String key, long version) {
		if (isWatched(key)) {
			this.watch.deleted(key, version);
		}
	}

	@Override
	public void interrupted(StoreException cause) {
		this.watch.interrupted(cause);
	}

}
