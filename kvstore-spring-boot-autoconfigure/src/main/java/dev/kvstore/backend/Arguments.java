package dev.kvstore.backend;

import org.jspecify.annotations.Nullable;

/**
 * Refuses what is missing before anything is sent.
 */
public final class Arguments {

	private Arguments() {
	}

	/**
	 * Requires an argument.
	 * @param value the argument
	 * @param name its name
	 * @throws IllegalArgumentException if it is {@code null}
	 */
	public static void requireNonNull(@Nullable Object value, String name) {
		if (value == null) {
			throw new IllegalArgumentException("'" + name + "' must not be null");
		}
	}

}
