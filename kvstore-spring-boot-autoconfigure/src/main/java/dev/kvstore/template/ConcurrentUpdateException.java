package dev.kvstore.template;

import org.jspecify.annotations.Nullable;

/**
 * A key was not changed because others changed it each time in between, or because the
 * wait for the next attempt was interrupted; the thread's interrupt flag is then set
 * again. This call wrote nothing.
 */
public final class ConcurrentUpdateException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final String key;

	private final int attempts;

	ConcurrentUpdateException(String key, int attempts, String reason, @Nullable Throwable cause) {
		super("'" + key + "' was changed by others in each of " + attempts + " attempts: " + reason, cause);
		this.key = key;
		this.attempts = attempts;
	}

	/**
	 * Returns the key.
	 * @return the key as the caller wrote it
	 */
	public String key() {
		return this.key;
	}

	/**
	 * Returns how often it was tried.
	 * @return the number of attempts
	 */
	public int attempts() {
		return this.attempts;
	}

}
