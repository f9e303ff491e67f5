package dev.kvstore.lock;

import java.time.Duration;

/**
 * A task did not get its lock in time and was not run.
 *
 * @param key the key of the lock
 * @param waited how long it waited
 */
public record LockBusyEvent(String key, Duration waited) {

}
