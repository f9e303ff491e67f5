package dev.kvstore.api;

import org.jspecify.annotations.Nullable;

/**
 * A lock that was thought to be held is not.
 */
public final class LockLostException extends StoreException {

	private static final long serialVersionUID = 1L;

	/**
	 * Creates an exception.
	 * @param backend the backend's name
	 * @param operation the operation that failed
	 * @param key the key or directory, or {@code null} if the operation has none
	 * @param reason what happened and what to do about it
	 * @param cause the client's exception, if there is one
	 */
	public LockLostException(String backend, String operation, @Nullable String key, String reason,
			@Nullable Throwable cause) {
		super(backend, operation, key, reason, cause);
	}

}
