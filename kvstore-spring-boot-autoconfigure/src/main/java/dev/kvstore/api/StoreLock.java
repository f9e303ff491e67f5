package dev.kvstore.api;

import java.time.Duration;
import java.util.Optional;

/**
 * The lock of a key. Waiters queue without polling and get it in the order in which they
 * asked. It is not re-entrant: who holds it and asks again waits. A wait that times out
 * or is interrupted leaves nothing behind.
 */
public interface StoreLock {

	/**
	 * Returns the key.
	 * @return the key in canonical form
	 */
	String key();

	/**
	 * Waits for the lock.
	 * @return the ownership, not bound to a thread
	 * @throws InterruptedException if interrupted; nothing is left waiting
	 */
	LockHandle lock() throws InterruptedException;

	/**
	 * Takes the lock if it is free.
	 * @return the ownership, or empty if somebody holds it
	 */
	Optional<LockHandle> tryLock();

	/**
	 * Waits for the lock for some time.
	 * @param maxWait how long
	 * @return the ownership, or empty if it was not to be had in time
	 * @throws InterruptedException if interrupted; nothing is left waiting
	 */
	Optional<LockHandle> tryLock(Duration maxWait) throws InterruptedException;

	/**
	 * Tells who holds the lock.
	 * @return the holder, or empty if it is free
	 */
	Optional<LockHolder> holder();

	/**
	 * Takes the lock away from a holder: an operator's tool. The holder learns of it as
	 * of any other loss.
	 * @param holder the holder as {@link #holder()} told it, of which the token counts
	 * @return {@code false} if it does not hold the lock any more
	 */
	boolean forceRelease(LockHolder holder);

}
