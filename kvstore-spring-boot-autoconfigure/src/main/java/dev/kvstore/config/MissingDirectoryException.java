package dev.kvstore.config;

import java.util.List;

import org.springframework.boot.context.config.ConfigDataLocation;

/**
 * There is no key in a directory that is to be imported.
 */
public final class MissingDirectoryException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final transient ConfigDataLocation location;

	MissingDirectoryException(ConfigDataLocation location, List<String> directories) {
		super("There is no key in " + ((directories.size() > 1) ? "any of the directories " : "the directory ")
				+ String.join(", ", directories.stream().map((path) -> "'" + path + "'").toList()));
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
