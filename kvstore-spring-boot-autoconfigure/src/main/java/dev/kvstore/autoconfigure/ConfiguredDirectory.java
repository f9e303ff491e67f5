package dev.kvstore.autoconfigure;

import java.util.function.Function;

import dev.kvstore.connection.InvalidSettingException;

/**
 * A property that names a directory.
 */
final class ConfiguredDirectory {

	private ConfiguredDirectory() {
	}

	static <T> T use(String property, String directory, Function<String, T> user) {
		try {
			return user.apply(directory);
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidSettingException(property, directory, "must be a directory such as 'team/name'", ex);
		}
	}

}
