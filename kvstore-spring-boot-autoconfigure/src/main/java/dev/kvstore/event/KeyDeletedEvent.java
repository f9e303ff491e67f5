package dev.kvstore.event;

/**
 * A watched key is gone, by deletion or expiry.
 *
 * @param watch what is watched
 * @param key the key in canonical form
 * @param version lies between the versions of the key's last value and its next one; no
 * good for compares
 */
public record KeyDeletedEvent(WatchedPath watch, String key, long version) implements KeyChangedEvent {

}
