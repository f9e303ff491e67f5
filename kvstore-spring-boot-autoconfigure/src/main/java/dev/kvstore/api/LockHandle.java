package dev.kvstore.api;

/**
 * Ownership of a lock. Its lease is renewed for as long as the store lives. Safe for use
 * by any thread.
 */
public interface LockHandle extends AutoCloseable {

	/**
	 * Returns the key.
	 * @return the key in canonical form
	 */
	String key();

	/**
	 * Returns a number that strictly increases from holder to holder of the key, also
	 * across restarts. A process that was paused, or whose lock was destroyed from
	 * outside, may find a rival inside: a resource that refuses smaller tokens than it
	 * has seen is safe even then.
	 * @return the fencing token
	 */
	long fencingToken();

	/**
	 * Asks the clocks, monotonic and wall, whether the lock is still held: until the time
	 * at which the last answered renewal was sent plus the granted TTL, or until the
	 * backend tells of the loss.
	 * @return whether the lock is held
	 */
	boolean isHeld();

	/**
	 * Requires the lock to be held.
	 * @throws LockLostException if it is not
	 */
	void assertHeld();

	/**
	 * Registers what to do when the lock is lost, at once if it was lost already. Never
	 * called for {@link #unlock()} or {@link #close()}.
	 * @param action run once, on a thread of its own
	 */
	void onLost(Runnable action);

	/**
	 * Releases the lock. Never frees a rival's lock. Unlocking what was released before
	 * does nothing.
	 * @throws LockLostException if the lock had been lost
	 */
	void unlock();

	/**
	 * Releases the lock like {@link #unlock()}, but quietly if it had been lost.
	 */
	@Override
	void close();

}
