package dev.kvstore.backend.consul;

import java.util.List;

import dev.kvstore.api.StoreException;

/**
 * Who wants to know of changes. Told of one thing at a time, and of more than it asked
 * for; must not block.
 */
interface PollSubscriber {

	PolledPath path();

	/**
	 * Tells the whole present state, at the beginning and after an interruption.
	 * @param state the state of the path or of more
	 */
	void present(List<KvEntry> state);

	void changed(KvEntry entry);

	void deleted(String key, long version);

	/**
	 * Tells that changes may be missing until the present state is told again.
	 * @param cause why
	 */
	void interrupted(StoreException cause);

}
