package dev.kvstore.api;

import org.jspecify.annotations.Nullable;

/**
 * Refuses what is missing where values are made.
 */
final class Arguments {

	private Arguments() {
	}

	static void requireNonNull(@Nullable Object value, String name) {
		if (value == null) {
			throw new IllegalArgumentException("'" + name + "' must not be null");
		}
	}

}
