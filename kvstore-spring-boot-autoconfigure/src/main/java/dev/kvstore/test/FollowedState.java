package dev.kvstore.test;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import dev.kvstore.api.KeyValue;
import dev.kvstore.api.WatchEvent;
import dev.kvstore.api.WatchListener;
import dev.kvstore.backend.WatchDelivery;

/**
 * Hands on what a watch tells until it is ended. The first state is handed on as a whole,
 * so that what went meanwhile is told too.
 */
final class FollowedState implements WatchListener {

	private final WatchDelivery delivery;

	private final Map<String, KeyValue> state = new TreeMap<>();

	private boolean synced;

	private boolean ended;

	FollowedState(WatchDelivery delivery) {
		this.delivery = delivery;
	}

	@Override
	public synchronized void onEvent(WatchEvent event) {
		if (this.ended) {
			return;
		}
		if (event instanceof WatchEvent.Put put) {
			put(put.keyValue());
		}
		else if (event instanceof WatchEvent.Deleted deleted) {
			deleted(deleted);
		}
		else if (event instanceof WatchEvent.Interrupted interrupted) {
			this.synced = false;
			this.delivery.interrupted(interrupted.cause());
		}
		else {
			this.synced = true;
			this.delivery.present(() -> List.copyOf(this.state.values()));
		}
	}

	private void put(KeyValue keyValue) {
		this.state.put(keyValue.key(), keyValue);
		if (this.synced) {
			this.delivery.put(keyValue);
		}
	}

	private void deleted(WatchEvent.Deleted deleted) {
		this.state.remove(deleted.key());
		if (this.synced) {
			this.delivery.deleted(deleted.key(), deleted.version());
		}
	}

	/**
	 * Hands on nothing any more.
	 */
	synchronized void end() {
		this.ended = true;
	}

}
