package dev.kvstore.lock;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * A task was not run because its lock was not to be had in time, or because the wait for
 * it was interrupted; the thread's interrupt flag is then set again.
 */
public final class LockNotAcquiredException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final String key;

	private final Duration waited;

	/**
	 * Creates an exception.
	 * @param key the key of the lock
	 * @param waited how long the task waited
	 * @param reason why it got no lock
	 * @param cause the interrupt, if there was one
	 */
	public LockNotAcquiredException(String key, Duration waited, String reason, @Nullable Throwable cause) {
		super("The lock of '" + key + "' was not acquired within " + waited.toMillis() + " ms: " + reason, cause);
		this.key = key;
		this.waited = waited;
	}

	/**
	 * Returns the key of the lock.
	 * @return the key
	 */
	public String key() {
		return this.key;
	}

	/**
	 * Returns how long the task waited.
	 * @return the time
	 */
	public Duration waited() {
		return this.waited;
	}

}
