package dev.kvstore.api;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A key with its value at one version. Arrays are copied in and out, so instances are
 * immutable.
 *
 * @param key the key in canonical form, {@code a/b/c}
 * @param value the value
 * @param version the version of that value, greater than zero
 */
@SuppressWarnings("ArrayRecordComponent")
public record KeyValue(String key, byte[] value, long version) {

	private static final byte[] NO_VALUE = {};

	/**
	 * Creates a key value.
	 * @throws IllegalArgumentException if the version is not greater than zero
	 */
	public KeyValue {
		Arguments.requireNonNull(key, "key");
		Arguments.requireNonNull(value, "value");
		if (version <= 0) {
			throw new IllegalArgumentException("'version' must be greater than 0 but is " + version);
		}
		value = value.clone();
	}

	/**
	 * Refers to a version of a key whose value is not known, to be compared with.
	 * @param key the key
	 * @param version the expected version
	 * @return a key value that is good as {@code previous} only
	 */
	public static KeyValue reference(String key, long version) {
		return new KeyValue(key, NO_VALUE, version);
	}

	/**
	 * Returns a copy of the value.
	 */
	@Override
	public byte[] value() {
		return this.value.clone();
	}

	/**
	 * Returns the value decoded as UTF-8.
	 * @return the value as text
	 */
	public String asString() {
		return new String(this.value, StandardCharsets.UTF_8);
	}

	/**
	 * Compares key, version and the bytes of the value.
	 */
	@Override
	public boolean equals(Object other) {
		return other instanceof KeyValue that && this.version == that.version && this.key.equals(that.key)
				&& Arrays.equals(this.value, that.value);
	}

	@Override
	public int hashCode() {
		return 31 * this.key.hashCode() + Long.hashCode(this.version);
	}

	/**
	 * Shows key, version and size, never the value.
	 */
	@Override
	public String toString() {
		return "KeyValue[key=" + this.key + ", version=" + this.version + ", size=" + this.value.length + "]";
	}

}
