package dev.kvstore.config;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.origin.Origin;

/**
 * The value of a property.
 *
 * @param value the value
 * @param origin where it comes from
 */
record ConfigValue(Object value, @Nullable Origin origin) {

	@Override
	public String toString() {
		return "ConfigValue[origin=" + this.origin + "]";
	}

}
