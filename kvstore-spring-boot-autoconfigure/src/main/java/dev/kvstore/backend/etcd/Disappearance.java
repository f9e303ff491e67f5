package dev.kvstore.backend.etcd;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

import io.etcd.jetcd.api.Event;
import io.etcd.jetcd.api.Event.EventType;
import io.etcd.jetcd.api.KeyValue;

import dev.kvstore.api.StoreException;

/**
 * Tells once when a watched key is gone, even if there is another one in its place.
 */
final class Disappearance implements Changes {

	private final AtomicBoolean told = new AtomicBoolean();

	private final long createRevision;

	private final Runnable action;

	Disappearance(long createRevision, Runnable action) {
		this.createRevision = createRevision;
		this.action = action;
	}

	@Override
	public void present(List<KeyValue> state) {
		if (state.stream().noneMatch((stored) -> stored.getCreateRevision() == this.createRevision)) {
			tell();
		}
	}

	@Override
	public void changed(Event event) {
		if (event.getType() == EventType.DELETE) {
			tell();
		}
	}

	private void tell() {
		if (this.told.compareAndSet(false, true)) {
			this.action.run();
		}
	}

	@Override
	public void interrupted(StoreException cause) {
		// the next state tells
	}

}
