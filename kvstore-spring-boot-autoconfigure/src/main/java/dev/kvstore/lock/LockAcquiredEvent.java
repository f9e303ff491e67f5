package dev.kvstore.lock;

import java.time.Duration;

/**
 * A task got its lock and is about to run. Published on the thread that acquired it.
 *
 * @param key the key of the lock
 * @param fencingToken the fencing token of the holder
 * @param waited how long it took to get the lock
 */
public record LockAcquiredEvent(String key, long fencingToken, Duration waited) {

}
