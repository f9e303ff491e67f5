package dev.kvstore.connection;

/**
 * A backend was asked for whose client library is not on the class path.
 */
public final class ClientLibraryMissingException extends IllegalStateException {

	private static final long serialVersionUID = 1L;

	private final String backend;

	private final String coordinates;

	/**
	 * Creates an exception.
	 * @param backend the backend's name
	 * @param coordinates the Maven coordinates of the library, {@code group:artifact}
	 * @param cause what could not be loaded
	 */
	public ClientLibraryMissingException(String backend, String coordinates, Throwable cause) {
		super("The backend '" + backend + "' needs '" + coordinates + "', which is not on the class path: "
				+ cause.getMessage() + " is missing", cause);
		this.backend = backend;
		this.coordinates = coordinates;
	}

	/**
	 * Returns the backend.
	 * @return the backend's name
	 */
	public String backend() {
		return this.backend;
	}

	/**
	 * Returns the Maven coordinates of the library.
	 * @return {@code group:artifact}
	 */
	public String coordinates() {
		return this.coordinates;
	}

}
