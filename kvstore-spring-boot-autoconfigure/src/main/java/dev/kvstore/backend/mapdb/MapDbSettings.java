package dev.kvstore.backend.mapdb;

import java.nio.file.Path;
import java.time.Duration;

import dev.kvstore.backend.Arguments;

/**
 * How to open the embedded store.
 *
 * @param file the file, created if it does not exist, in a directory that does
 * @param requestTimeout how long a write waits for its commit
 * @param failFast whether opening fails if the file cannot be used; otherwise the store
 * keeps trying once a second and is unavailable until then
 */
public record MapDbSettings(Path file, Duration requestTimeout, boolean failFast) {

	/**
	 * Creates settings.
	 * @throws IllegalArgumentException if something is missing or the timeout not
	 * positive
	 */
	public MapDbSettings {
		Arguments.requireNonNull(file, "file");
		Arguments.requireNonNull(requestTimeout, "requestTimeout");
		if (requestTimeout.isZero() || requestTimeout.isNegative()) {
			throw new IllegalArgumentException("'requestTimeout' must be positive but is " + requestTimeout);
		}
	}

	/**
	 * Returns the settings of a store in the given file that fails fast, with a request
	 * timeout of 5 s.
	 * @param file the file
	 * @return the settings
	 */
	public static MapDbSettings of(Path file) {
		return new MapDbSettings(file, Duration.ofSeconds(5), true);
	}

	/**
	 * Returns these settings with another request timeout.
	 * @param requestTimeout how long a write waits for its commit
	 * @return new settings
	 */
	public MapDbSettings withRequestTimeout(Duration requestTimeout) {
		return new MapDbSettings(this.file, requestTimeout, this.failFast);
	}

	/**
	 * Returns these settings for a store that also opens while its file cannot be used.
	 * @return new settings
	 */
	public MapDbSettings withoutFailFast() {
		return new MapDbSettings(this.file, this.requestTimeout, false);
	}

}
