package dev.kvstore.backend.etcd;

import java.util.List;

import io.etcd.jetcd.api.Event;
import io.etcd.jetcd.api.KeyValue;

import dev.kvstore.api.StoreException;

/**
 * Takes what a watch learns, from one thread at a time. Must not block.
 */
interface Changes {

	/**
	 * Takes the whole present state.
	 * @param state what is stored
	 */
	void present(List<KeyValue> state);

	/**
	 * Takes a change after the state.
	 * @param event the change
	 */
	void changed(Event event);

	/**
	 * Takes note that changes may be missing until the next state.
	 * @param cause why
	 */
	void interrupted(StoreException cause);

}
