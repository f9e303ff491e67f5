package dev.kvstore.discovery;

import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * Whether an instance wants to be called.
 */
enum InstanceStatus {

	UP, OUT_OF_SERVICE;

	static boolean isKnown(@Nullable String text) {
		for (InstanceStatus status : values()) {
			if (status.name().equalsIgnoreCase(text)) {
				return true;
			}
		}
		return false;
	}

	static InstanceStatus of(@Nullable String text) {
		if (text == null || !isKnown(text)) {
			throw new IllegalArgumentException("'status' must be UP or OUT_OF_SERVICE but is '" + text + "'");
		}
		return valueOf(text.toUpperCase(Locale.ROOT));
	}

}
