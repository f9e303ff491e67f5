package dev.kvstore.event;

/**
 * A watch follows the store: every change up to now was published, save those that belong
 * to the first state if that is not published. Who reads the store now and handles the
 * events that follow misses nothing.
 *
 * @param watch what is watched
 */
public record WatchSyncedEvent(WatchedPath watch) {

}
