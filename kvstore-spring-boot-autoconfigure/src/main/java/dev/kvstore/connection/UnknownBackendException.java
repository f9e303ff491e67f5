package dev.kvstore.connection;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * There is no backend of this name.
 */
public final class UnknownBackendException extends IllegalArgumentException {

	private static final long serialVersionUID = 1L;

	private final String backend;

	private final TreeSet<String> available;

	/**
	 * Creates an exception.
	 * @param backend the name that was asked for
	 * @param available the names that there are at this moment
	 */
	public UnknownBackendException(String backend, SortedSet<String> available) {
		super("There is no backend '" + backend + "', available are: " + String.join(", ", available));
		this.backend = backend;
		this.available = new TreeSet<>(available);
	}

	/**
	 * Returns the name that was asked for.
	 * @return the name
	 */
	public String backend() {
		return this.backend;
	}

	/**
	 * Returns the names that there were at that moment.
	 * @return the names, sorted
	 */
	public List<String> available() {
		return List.copyOf(this.available);
	}

}
