package dev.kvstore.backend.etcd;

import java.util.List;
import java.util.Objects;

import io.etcd.jetcd.api.Event;
import io.etcd.jetcd.api.Event.EventType;
import io.etcd.jetcd.api.KeyValue;

import dev.kvstore.api.StoreException;
import dev.kvstore.backend.WatchDelivery;

/**
 * Offers what a watch learns to the user's listener.
 */
final class DeliveredChanges implements Changes {

	private final WatchDelivery delivery;

	DeliveredChanges(WatchDelivery delivery) {
		this.delivery = delivery;
	}

	@Override
	public void present(List<KeyValue> state) {
		this.delivery.present(() -> state.stream().map(Territory::keyValue).filter(Objects::nonNull).toList());
	}

	@Override
	public void changed(Event event) {
		KeyValue stored = event.getKv();
		if (event.getType() == EventType.PUT) {
			dev.kvstore.api.KeyValue keyValue = Territory.keyValue(stored);
			if (keyValue != null) {
				this.delivery.put(keyValue);
			}
			return;
		}
		String key = Territory.key(stored.getKey());
		if (key != null) {
			this.delivery.deleted(key, stored.getModRevision());
		}
	}

	@Override
	public void interrupted(StoreException cause) {
		this.delivery.interrupted(cause);
	}

}
