package dev.kvstore.api;

import java.time.Instant;

/**
 * A running watch.
 */
public interface Watch extends AutoCloseable {

	/**
	 * Tells whether the watch still runs; an interrupted watch does.
	 * @return {@code false} once it was closed, by itself or with its store
	 */
	boolean isActive();

	/**
	 * Tells whether the watch follows the store.
	 * @return {@code true} from the first {@link WatchEvent.Synced} on, {@code false}
	 * from an interruption to the next one
	 */
	boolean isSynced();

	/**
	 * Tells when the backend was last heard of, which is how old the listener's view can
	 * be.
	 * @return the time by the wall clock
	 */
	Instant lastContact();

	/**
	 * Tells how many events wait for the listener, at most one for each key and each kind
	 * of marker. The one that it is busy with does not count.
	 * @return the number of events, zero once the watch was closed
	 */
	int pendingEvents();

	/**
	 * Ends the watch. Afterwards no call of the listener begins. Waits at most one second
	 * for a call that runs, and not at all inside the listener. Closing twice does
	 * nothing.
	 */
	@Override
	void close();

}
