package dev.kvstore.api;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * How long a key lives.
 *
 * @param ttl the time after which the key goes by itself: never earlier, and at the
 * latest 2 s later while the writing store is open; or {@code null} to live until deleted
 * @param keepAlive whether the TTL is renewed until the store closes or the key is
 * overwritten; a key that has expired is never re-created
 */
public record PutOptions(@Nullable Duration ttl, boolean keepAlive) {

	private static final PutOptions NONE = new PutOptions(null, false);

	/**
	 * Creates options.
	 * @throws IllegalArgumentException if the TTL is not positive, or {@code keepAlive}
	 * is asked for without one
	 */
	public PutOptions {
		if (ttl != null && (ttl.isZero() || ttl.isNegative())) {
			throw new IllegalArgumentException("'ttl' must be positive but is " + ttl);
		}
		if (keepAlive && ttl == null) {
			throw new IllegalArgumentException("'keepAlive' needs a 'ttl'");
		}
	}

	/**
	 * Returns the options of a key that lives until it is deleted.
	 * @return options without a TTL
	 */
	public static PutOptions none() {
		return NONE;
	}

	/**
	 * Returns the options of a key that expires.
	 * @param ttl the time to live
	 * @return options with a TTL
	 */
	public static PutOptions ttl(Duration ttl) {
		if (ttl == null) {
			throw new IllegalArgumentException("'ttl' must not be null");
		}
		return new PutOptions(ttl, false);
	}

	/**
	 * Returns these options with the TTL renewed while the store is open.
	 * @return options that keep the key alive
	 */
	public PutOptions withKeepAlive() {
		return new PutOptions(this.ttl, true);
	}

}
