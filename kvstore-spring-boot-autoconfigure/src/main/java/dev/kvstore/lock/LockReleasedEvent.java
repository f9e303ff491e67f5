package dev.kvstore.lock;

import java.time.Duration;

/**
 * A lock was released in good order, after its task and the transactions around it.
 *
 * @param key the key of the lock
 * @param fencingToken the fencing token of its holder
 * @param held how long the lock was held
 */
public record LockReleasedEvent(String key, long fencingToken, Duration held) {

}
