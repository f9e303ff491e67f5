package dev.kvstore.lock;

import java.time.Duration;

import org.springframework.util.Assert;

import dev.kvstore.api.LockOptions;

/**
 * How a task gets, holds and loses its lock.
 *
 * @param waitTime how long to wait for the lock; zero takes it only if it is free
 * @param ttl how long the lock outlives a process that died; a backend with limits grants
 * the nearest it has
 * @param holdAtLeast how long the lock is held at least, after a task that ends earlier;
 * the caller does not wait. Not beyond the template's end.
 * @param onLost what the task is told when the lock is lost
 */
public record LockTaskOptions(Duration waitTime, Duration ttl, Duration holdAtLeast, OnLost onLost) {

	private static final LockTaskOptions DEFAULTS = new LockTaskOptions(Duration.ZERO, LockOptions.defaults().ttl(),
			Duration.ZERO, OnLost.INTERRUPT);

	/**
	 * Creates options.
	 * @throws IllegalArgumentException if a time is negative, or the TTL zero
	 */
	public LockTaskOptions {
		requireNotNegative(waitTime, "waitTime");
		requireNotNegative(ttl, "ttl");
		requireNotNegative(holdAtLeast, "holdAtLeast");
		Assert.isTrue(!ttl.isZero(), "'ttl' must be positive but is PT0S");
		Assert.notNull(onLost, "'onLost' must not be null");
	}

	/**
	 * Returns no wait, the TTL of {@link LockOptions#defaults()}, release at the end of
	 * the task and {@link OnLost#INTERRUPT}.
	 * @return the default options
	 */
	public static LockTaskOptions defaults() {
		return DEFAULTS;
	}

	/**
	 * Returns these options with another wait.
	 * @param waitTime how long to wait for the lock
	 * @return new options
	 */
	public LockTaskOptions withWaitTime(Duration waitTime) {
		return new LockTaskOptions(waitTime, this.ttl, this.holdAtLeast, this.onLost);
	}

	/**
	 * Returns these options with another TTL.
	 * @param ttl the time to live
	 * @return new options
	 */
	public LockTaskOptions withTtl(Duration ttl) {
		return new LockTaskOptions(this.waitTime, ttl, this.holdAtLeast, this.onLost);
	}

	/**
	 * Returns these options with another least time to hold the lock.
	 * @param holdAtLeast how long the lock is held at least
	 * @return new options
	 */
	public LockTaskOptions withHoldAtLeast(Duration holdAtLeast) {
		return new LockTaskOptions(this.waitTime, this.ttl, holdAtLeast, this.onLost);
	}

	/**
	 * Returns these options with another answer to a loss.
	 * @param onLost what the task is told when the lock is lost
	 * @return new options
	 */
	public LockTaskOptions withOnLost(OnLost onLost) {
		return new LockTaskOptions(this.waitTime, this.ttl, this.holdAtLeast, onLost);
	}

	private static void requireNotNegative(Duration time, String name) {
		Assert.notNull(time, () -> "'" + name + "' must not be null");
		Assert.isTrue(!time.isNegative(), () -> "'" + name + "' must not be negative but is " + time);
	}

}
