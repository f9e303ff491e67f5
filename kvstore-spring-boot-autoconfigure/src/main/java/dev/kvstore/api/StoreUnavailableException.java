package dev.kvstore.api;

import org.jspecify.annotations.Nullable;

/**
 * The backend is not reachable, has no quorum, did not answer within the request timeout,
 * or the waiting thread was interrupted.
 */
public final class StoreUnavailableException extends StoreException {

	private static final long serialVersionUID = 1L;

	private final boolean outcomeUnknown;

	/**
	 * Creates an exception.
	 * @param backend the backend's name
	 * @param operation the operation that failed
	 * @param key the key or directory, or {@code null} if the operation has none
	 * @param outcomeUnknown whether a write may still take effect
	 * @param reason what happened and what to do about it
	 * @param cause the client's exception, if there is one
	 */
	public StoreUnavailableException(String backend, String operation, @Nullable String key, boolean outcomeUnknown,
			String reason, @Nullable Throwable cause) {
		super(backend, operation, key,
				outcomeUnknown ? reason + "; it may still take effect: read before writing again" : reason, cause);
		this.outcomeUnknown = outcomeUnknown;
	}

	/**
	 * Tells whether a write may still take effect.
	 * @return {@code false} if nothing was written and nothing will be
	 */
	public boolean outcomeUnknown() {
		return this.outcomeUnknown;
	}

}
