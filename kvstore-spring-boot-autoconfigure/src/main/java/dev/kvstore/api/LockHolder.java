package dev.kvstore.api;

/**
 * Who holds a lock.
 *
 * @param value the text that the holder gave in its {@link LockOptions}
 * @param fencingToken the holder's fencing token
 */
public record LockHolder(String value, long fencingToken) {

}
