package dev.kvstore.event;

/**
 * A property has something that cannot be watched.
 */
public final class InvalidWatchException extends IllegalArgumentException {

	private static final long serialVersionUID = 1L;

	private final String property;

	private final String path;

	InvalidWatchException(String property, String path, IllegalArgumentException cause) {
		super("'" + property + "' has '" + path + "', which cannot be watched: " + cause.getMessage(), cause);
		this.property = property;
		this.path = path;
	}

	/**
	 * Returns the property.
	 * @return the name
	 */
	public String property() {
		return this.property;
	}

	/**
	 * Returns what cannot be watched.
	 * @return the key or directory
	 */
	public String path() {
		return this.path;
	}

}
