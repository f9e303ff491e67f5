package dev.kvstore.observation;

import java.time.Duration;

import dev.kvstore.api.WatchEvent;

/**
 * Is told what happens to watches and locks, on the thread on which it happens. Must be
 * quick and must not throw.
 */
interface ActivityListener {

	/**
	 * An event is about to be handed to the listener of a watch.
	 * @param event the event
	 */
	void watchTold(WatchEvent event);

	/**
	 * The wait for a lock has ended.
	 * @param wait how long it took
	 * @param outcome with the lock if it is {@link OperationOutcome#SUCCESS}
	 */
	void lockWaited(Duration wait, OperationOutcome outcome);

	/**
	 * A lock is held no more.
	 * @param held for how long it was
	 * @param lost whether it was lost and not released
	 */
	void lockEnded(Duration held, boolean lost);

}
