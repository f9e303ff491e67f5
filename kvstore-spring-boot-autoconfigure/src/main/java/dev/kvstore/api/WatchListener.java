package dev.kvstore.api;

/**
 * Receives the events of one watch, by one thread at a time.
 */
@FunctionalInterface
public interface WatchListener {

	/**
	 * Handles an event. May block and may use the store. What it throws is logged and
	 * does not end the watch.
	 * @param event the event
	 */
	void onEvent(WatchEvent event);

}
