package dev.kvstore.config;

import org.springframework.boot.context.config.ConfigDataLocation;

/**
 * Configuration cannot be imported since the store cannot be used; the cause says why.
 */
public final class ConfigImportException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final transient ConfigDataLocation location;

	ConfigImportException(ConfigDataLocation location, RuntimeException cause) {
		super("'" + location + "' cannot be imported: " + cause.getMessage(), cause);
		this.location = location;
	}

	/**
	 * Returns what was to be imported.
	 * @return the location
	 */
	public ConfigDataLocation location() {
		return this.location;
	}

}
