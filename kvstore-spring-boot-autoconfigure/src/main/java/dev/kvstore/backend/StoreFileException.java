package dev.kvstore.backend;

import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

import dev.kvstore.api.StoreException;

/**
 * The file of an embedded store cannot be used.
 */
public final class StoreFileException extends StoreException {

	private static final long serialVersionUID = 1L;

	private final Problem problem;

	private final String path;

	private final @Nullable Long owner;

	/**
	 * Creates an exception.
	 * @param backend the backend's name
	 * @param problem what is wrong with the file
	 * @param file the file
	 * @param owner the process that owns the file, where the system tells it
	 * @param reason what happened
	 * @param cause the cause, if there is one
	 */
	public StoreFileException(String backend, Problem problem, Path file, @Nullable Long owner, String reason,
			@Nullable Throwable cause) {
		super(backend, "open", null, reason, cause);
		this.problem = problem;
		this.path = file.toString();
		this.owner = owner;
	}

	/**
	 * Returns what is wrong with the file.
	 * @return the problem
	 */
	public Problem problem() {
		return this.problem;
	}

	/**
	 * Returns the file.
	 * @return the path
	 */
	public Path file() {
		return Path.of(this.path);
	}

	/**
	 * Returns the process that owns the file.
	 * @return its id, or {@code null} if the system does not tell it
	 */
	public @Nullable Long owner() {
		return this.owner;
	}

	/**
	 * What can be wrong with a file.
	 */
	public enum Problem {

		/** Another process has the file open. */
		OWNED,

		/** The file was not made by this store. */
		FOREIGN,

		/** The file was made by this store and its content is broken. */
		DAMAGED,

		/** There can be no file at this path, or this process may not use it. */
		INACCESSIBLE

	}

}
