package dev.kvstore.event;

/**
 * A property has something that cannot be watched.
 */
public final class InvalidWatchException extends IllegalArgumentException {

	private static final long serialVersionUID = 1L;

	private final String property;

	private final transient WatchedPath watch;

	InvalidWatchException(String property, WatchedPath watch, IllegalArgumentException cause) {
		super("'" + property + "' has '" + watch.path() + "', which cannot be watched: " + cause.getMessage(), cause);
		this.property = property;
		this.watch = watch;
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
	public WatchedPath watch() {
		return this.watch;
	}

}
