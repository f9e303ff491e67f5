package dev.kvstore.lock;

import java.time.Duration;

/**
 * A lock was lost before it was released: its task may have a rival. Published at once,
 * on a thread of its own.
 *
 * @param key the key of the lock
 * @param fencingToken the fencing token of its former holder
 * @param held how long the lock was thought to be held
 */
public record LockLostEvent(String key, long fencingToken, Duration held) {

}
