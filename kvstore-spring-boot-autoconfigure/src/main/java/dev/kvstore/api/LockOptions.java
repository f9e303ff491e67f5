package dev.kvstore.api;

import java.time.Duration;

/**
 * How a lock is held.
 *
 * @param ttl how long the lock outlives a store that died; a backend with limits grants
 * the nearest it has
 * @param value a text that tells others who holds the lock, see {@link StoreLock#holder}
 */
public record LockOptions(Duration ttl, String value) {

	private static final LockOptions DEFAULTS = new LockOptions(Duration.ofSeconds(30),
			"pid " + ProcessHandle.current().pid());

	/**
	 * Creates options.
	 * @throws IllegalArgumentException if the TTL is not positive
	 */
	public LockOptions {
		Arguments.requireNonNull(ttl, "ttl");
		Arguments.requireNonNull(value, "value");
		if (ttl.isZero() || ttl.isNegative()) {
			throw new IllegalArgumentException("'ttl' must be positive but is " + ttl);
		}
	}

	/**
	 * Returns a TTL of 30 s and this process's id.
	 * @return the default options
	 */
	public static LockOptions defaults() {
		return DEFAULTS;
	}

	/**
	 * Returns these options with another TTL.
	 * @param ttl the time to live
	 * @return new options
	 */
	public LockOptions withTtl(Duration ttl) {
		return new LockOptions(ttl, this.value);
	}

	/**
	 * Returns these options with another text.
	 * @param value who holds the lock
	 * @return new options
	 */
	public LockOptions withValue(String value) {
		return new LockOptions(this.ttl, value);
	}

}
