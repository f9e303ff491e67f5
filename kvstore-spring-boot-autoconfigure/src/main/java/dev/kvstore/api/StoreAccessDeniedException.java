package dev.kvstore.api;

import org.jspecify.annotations.Nullable;

/**
 * The backend refuses these credentials or this key to them.
 */
public final class StoreAccessDeniedException extends StoreException {

	private static final long serialVersionUID = 1L;

	/**
	 * Creates an exception.
	 * @param backend the backend's name
	 * @param operation the operation that failed
	 * @param key the key or directory, or {@code null} if the operation has none
	 * @param reason what happened and what to do about it
	 * @param cause the client's exception, if there is one
	 */
	public StoreAccessDeniedException(String backend, String operation, @Nullable String key, String reason,
			@Nullable Throwable cause) {
		super(backend, operation, key, reason, cause);
	}

}
