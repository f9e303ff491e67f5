package dev.kvstore.config;

import org.springframework.boot.origin.Origin;

/**
 * A key that a property comes from.
 *
 * @param key the key
 * @param version its version
 */
record KeyOrigin(String key, long version) implements Origin {

	@Override
	public String toString() {
		return "key '" + this.key + "' version " + this.version;
	}

}
