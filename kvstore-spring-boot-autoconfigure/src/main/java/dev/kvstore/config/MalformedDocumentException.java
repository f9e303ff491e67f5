package dev.kvstore.config;

/**
 * A value is not what it is imported as. Neither the message nor a cause has any of it.
 */
public final class MalformedDocumentException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final String key;

	private final long version;

	MalformedDocumentException(String key, long version, String reason) {
		super("The value of '" + key + "' (version " + version + ") " + reason);
		this.key = key;
		this.version = version;
	}

	/**
	 * Returns the key.
	 * @return the key
	 */
	public String key() {
		return this.key;
	}

	/**
	 * Returns the version of the key that has this value.
	 * @return the version
	 */
	public long version() {
		return this.version;
	}

}
