package dev.kvstore.api;

import org.jspecify.annotations.Nullable;

/**
 * A store could not do what it was asked for. Messages name backend, operation and key,
 * never a value or a secret.
 */
public abstract class StoreException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final String backend;

	private final String operation;

	private final @Nullable String key;

	/**
	 * Creates an exception.
	 * @param backend the backend's name
	 * @param operation the operation that failed, such as {@code atomicPut}
	 * @param key the key or directory, or {@code null} if the operation has none
	 * @param reason what happened and what to do about it
	 * @param cause the client's exception, if there is one
	 */
	protected StoreException(String backend, String operation, @Nullable String key, String reason,
			@Nullable Throwable cause) {
		super(message(backend, operation, key, reason), cause);
		this.backend = backend;
		this.operation = operation;
		this.key = key;
	}

	/**
	 * Returns the backend.
	 * @return the backend's name
	 */
	public String backend() {
		return this.backend;
	}

	/**
	 * Returns the operation that failed.
	 * @return the name of the operation
	 */
	public String operation() {
		return this.operation;
	}

	/**
	 * Returns the key as the backend knows it, with the namespace.
	 * @return the key or directory, or {@code null} if the operation has none
	 */
	public @Nullable String key() {
		return this.key;
	}

	private static String message(String backend, String operation, @Nullable String key, String reason) {
		String of = (key != null) ? " of '" + key + "'" : "";
		return backend + ": " + operation + of + " failed: " + reason;
	}

}
