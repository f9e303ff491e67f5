package dev.kvstore.template;

/**
 * Receives the events of one watch of objects, by one thread at a time.
 *
 * @param <T> the type of the objects
 */
@FunctionalInterface
public interface EntryListener<T> {

	/**
	 * Handles an event. May block and may use the store. What it throws is logged and
	 * does not end the watch.
	 * @param event the event
	 */
	void onEvent(EntryEvent<T> event);

}
