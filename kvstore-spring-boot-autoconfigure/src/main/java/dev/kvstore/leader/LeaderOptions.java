package dev.kvstore.leader;

import java.time.Duration;

import dev.kvstore.api.LockOptions;
import dev.kvstore.api.PutOptions;

/**
 * How an instance stands as a candidate.
 *
 * @param id the id that tells others who leads
 * @param ttl how long a leadership outlives an instance that died; a backend with limits
 * grants the nearest it has
 */
public record LeaderOptions(String id, Duration ttl) {

	/**
	 * Time to live of a leadership unless another one is set.
	 */
	public static final Duration DEFAULT_TTL = Duration.ofSeconds(15);

	/**
	 * Creates options.
	 * @throws IllegalArgumentException if the id is blank or has control characters, or
	 * the TTL is not positive
	 */
	public LeaderOptions {
		if (id == null || id.isBlank() || id.chars().anyMatch(Character::isISOControl)) {
			throw new IllegalArgumentException("'id' must be a text without control characters");
		}
		if (ttl == null || ttl.isZero() || ttl.isNegative()) {
			throw new IllegalArgumentException("'ttl' must be positive but is " + ttl);
		}
	}

	/**
	 * Returns options with {@link #DEFAULT_TTL} and an id made of the host, the
	 * application and a random suffix.
	 * @param application the application's name
	 * @return the default options
	 */
	public static LeaderOptions defaults(String application) {
		return new LeaderOptions(InstanceId.next(application), DEFAULT_TTL);
	}

	/**
	 * Returns these options with another id.
	 * @param id the id
	 * @return new options
	 */
	public LeaderOptions withId(String id) {
		return new LeaderOptions(id, this.ttl);
	}

	/**
	 * Returns these options with another TTL.
	 * @param ttl the time to live
	 * @return new options
	 */
	public LeaderOptions withTtl(Duration ttl) {
		return new LeaderOptions(this.id, ttl);
	}

	LockOptions lock() {
		return new LockOptions(this.ttl, this.id);
	}

	PutOptions announcement() {
		return PutOptions.ttl(this.ttl).withKeepAlive();
	}

}
