package dev.kvstore.leader;

import org.jspecify.annotations.Nullable;

/**
 * Is told who leads a role, by one thread at a time.
 */
@FunctionalInterface
public interface LeaderListener {

	/**
	 * Handles a change of the leader. May block and may use the store. What it throws is
	 * logged and ends nothing.
	 * @param leader the present leader, or {@code null} if there is none
	 */
	void onLeader(@Nullable Leader leader);

}
