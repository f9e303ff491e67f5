package dev.kvstore.config;

import java.time.Instant;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * Where the present configuration comes from.
 *
 * @param kind what it is
 * @param since when it was read
 */
record ConfigSource(Kind kind, Instant since) {

	static ConfigSource of(Kind kind) {
		return new ConfigSource(kind, Instant.now());
	}

	/**
	 * Returns the source that is furthest from the store.
	 * @param sources the sources
	 * @return one of them, or nothing if there are none
	 */
	static ConfigSource furthest(Stream<ConfigSource> sources) {
		return sources.max(Comparator.comparing(ConfigSource::kind)).orElseGet(() -> of(Kind.NONE));
	}

	enum Kind {

		/**
		 * The store.
		 */
		STORE,

		/**
		 * The snapshot, as the store could not be reached.
		 */
		SNAPSHOT,

		/**
		 * Nothing: the store could not be reached and the import is optional.
		 */
		NONE

	}

}
