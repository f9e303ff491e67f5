package dev.kvstore.backend.mapdb;

import java.nio.file.Path;
import java.time.Duration;

import dev.kvstore.backend.Arguments;

/**
 * How to open the embedded store.
 *
 * @param location where the data is
 * @param requestTimeout how long a write waits for its commit
 * @param failFast whether opening fails if the file cannot be used; otherwise the store
 * keeps trying once a second and is unavailable until then
 */
public record MapDbSettings(Location location, Duration requestTimeout, boolean failFast) {

	/**
	 * Creates settings.
	 * @throws IllegalArgumentException if something is missing or the timeout not
	 * positive
	 */
	public MapDbSettings {
		Arguments.requireNonNull(location, "location");
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
		return new MapDbSettings(new Location.File(file), Duration.ofSeconds(5), true);
	}

	/**
	 * Returns the settings of a store in memory, with a request timeout of 5 s.
	 * @param name what the stores that share the memory have in common, empty for a store
	 * of its own
	 * @return the settings
	 */
	public static MapDbSettings inMemory(String name) {
		return new MapDbSettings(new Location.Memory(name), Duration.ofSeconds(5), true);
	}

	/**
	 * Returns these settings with another request timeout.
	 * @param requestTimeout how long a write waits for its commit
	 * @return new settings
	 */
	public MapDbSettings withRequestTimeout(Duration requestTimeout) {
		return new MapDbSettings(this.location, requestTimeout, this.failFast);
	}

	/**
	 * Returns these settings for a store that also opens while its file cannot be used.
	 * @return new settings
	 */
	public MapDbSettings withoutFailFast() {
		return new MapDbSettings(this.location, this.requestTimeout, false);
	}

	/**
	 * Where the data of a store is.
	 */
	public sealed interface Location {

		/**
		 * A file.
		 *
		 * @param path the file, created if it does not exist, in a directory that does
		 */
		record File(Path path) implements Location {

			/**
			 * Creates a location.
			 */
			public File {
				Arguments.requireNonNull(path, "path");
			}

			@Override
			public String toString() {
				return this.path.toString();
			}

		}

		/**
		 * Memory of this process, which keeps all of the contract but that data outlives
		 * the last store that has it open.
		 *
		 * @param name what the stores that share it have in common, empty for a store of
		 * its own
		 */
		record Memory(String name) implements Location {

			/**
			 * Creates a location.
			 */
			public Memory {
				Arguments.requireNonNull(name, "name");
			}

			@Override
			public String toString() {
				return "mem:" + this.name;
			}

		}

	}

}
