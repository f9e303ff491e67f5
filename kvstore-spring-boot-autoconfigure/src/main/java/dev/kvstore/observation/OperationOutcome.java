package dev.kvstore.observation;

import dev.kvstore.api.LockLostException;
import dev.kvstore.api.StoreAccessDeniedException;
import dev.kvstore.api.StoreClosedException;
import dev.kvstore.api.StoreRejectedException;
import dev.kvstore.api.StoreUnavailableException;

/**
 * How an operation on a store ended.
 */
public enum OperationOutcome {

	/**
	 * It did what it was asked for. A key that is not there is no failure.
	 */
	SUCCESS("success"),

	/**
	 * A comparison, a check of a transaction or the lock itself was lost to somebody
	 * else.
	 */
	LOST("lost"),

	/**
	 * The lock was not to be had in time.
	 */
	BUSY("busy"),

	/**
	 * The arguments were refused, nothing was sent.
	 */
	INVALID("invalid"),

	/**
	 * The backend does not take it, nothing was written.
	 */
	REJECTED("rejected"),

	/**
	 * The backend does not allow it.
	 */
	DENIED("denied"),

	/**
	 * No answer, and certainly no effect.
	 */
	UNAVAILABLE("unavailable"),

	/**
	 * No answer to a write, which may still take effect.
	 */
	UNKNOWN("outcome-unknown"),

	/**
	 * The wait for a lock was interrupted.
	 */
	INTERRUPTED("interrupted"),

	/**
	 * The store is closed.
	 */
	CLOSED("closed"),

	/**
	 * Anything else, which should be looked into.
	 */
	ERROR("error");

	private final String value;

	OperationOutcome(String value) {
		this.value = value;
	}

	/**
	 * Returns the name for tags.
	 * @return the name, in lower case with dashes
	 */
	public String value() {
		return this.value;
	}

	static OperationOutcome of(Throwable failure) {
		if (failure instanceof StoreUnavailableException unavailable) {
			return unavailable.outcomeUnknown() ? UNKNOWN : UNAVAILABLE;
		}
		if (failure instanceof StoreRejectedException) {
			return REJECTED;
		}
		if (failure instanceof StoreAccessDeniedException) {
			return DENIED;
		}
		if (failure instanceof LockLostException) {
			return LOST;
		}
		return ofMisuse(failure);
	}

	private static OperationOutcome ofMisuse(Throwable failure) {
		if (failure instanceof StoreClosedException) {
			return CLOSED;
		}
		if (failure instanceof IllegalArgumentException || failure instanceof IllegalStateException) {
			return INVALID;
		}
		return (failure instanceof InterruptedException) ? INTERRUPTED : ERROR;
	}

}
