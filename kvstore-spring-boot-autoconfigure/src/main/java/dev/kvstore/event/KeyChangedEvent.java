package dev.kvstore.event;

/**
 * A watched key was put or deleted. Published on a thread of the watch, so that the
 * changes of each key come in order and at most one waits while a listener is busy.
 */
public sealed interface KeyChangedEvent permits KeyPutEvent, KeyDeletedEvent {

	/**
	 * Returns which watch saw the change; a key that several watch is told of by each.
	 * @return what is watched
	 */
	WatchedPath watch();

	/**
	 * Returns the key.
	 * @return the key in canonical form
	 */
	String key();

	/**
	 * Returns the version.
	 * @return the version of the change; that of a deletion is no good for compares
	 */
	long version();

}
