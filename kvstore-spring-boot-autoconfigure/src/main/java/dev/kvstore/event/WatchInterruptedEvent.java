package dev.kvstore.event;

import dev.kvstore.api.StoreException;

/**
 * A watch lost the backend and is getting it back. What changes meanwhile is published
 * afterwards, before the next {@link WatchSyncedEvent}.
 *
 * @param watch what is watched
 * @param cause why
 */
public record WatchInterruptedEvent(WatchedPath watch, StoreException cause) {

}
