package dev.kvstore.config;

import java.time.Instant;

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
