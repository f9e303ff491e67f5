package dev.kvstore.lock;

/**
 * What became of the wish for a lock.
 */
sealed interface Acquisition permits HeldLock, Busy {

}
