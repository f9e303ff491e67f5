package dev.kvstore.template;

import org.springframework.util.Assert;

import dev.kvstore.api.KeyValue;

/**
 * A key with its object at one version.
 *
 * @param key the key in canonical form, {@code a/b/c}
 * @param value the object
 * @param version the version of that value, greater than zero
 * @param <T> the type of the object
 */
public record Entry<T>(String key, T value, long version) {

	/**
	 * Creates an entry.
	 * @throws IllegalArgumentException if the version is not greater than zero
	 */
	public Entry {
		Assert.notNull(key, "'key' must not be null");
		Assert.notNull(value, "'value' must not be null");
		Assert.isTrue(version > 0, () -> "'version' must be greater than 0 but is " + version);
	}

	KeyValue reference() {
		return KeyValue.reference(this.key, this.version);
	}

	/**
	 * Shows key and version, never the value.
	 */
	@Override
	public String toString() {
		return "Entry[key=" + this.key + ", version=" + this.version + "]";
	}

}
