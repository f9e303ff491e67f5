package dev.kvstore.lock;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * The properties of locks by annotation.
 *
 * @param enabled Whether methods with '@DistributedLock' run under a lock.
 * @param waitTime Time to wait for a lock, unless the annotation has its own. Zero takes
 * it only if it is free.
 * @param ttl Time that a lock outlives a process that died, unless the annotation has its
 * own.
 * @param holdAtLeast Time that a lock is held at least, also if the method ends earlier,
 * unless the annotation has its own.
 */
@ConfigurationProperties("kvstore.lock")
public record LockProperties(@DefaultValue("true") boolean enabled, @DefaultValue("0s") Duration waitTime,
		@DefaultValue("30s") Duration ttl, @DefaultValue("0s") Duration holdAtLeast) {

	/**
	 * Creates properties.
	 * @throws IllegalArgumentException if a time is negative, or the TTL zero
	 */
	public LockProperties {
		requireNotNegative(waitTime, "wait-time");
		requireNotNegative(ttl, "ttl");
		requireNotNegative(holdAtLeast, "hold-at-least");
		Assert.isTrue(!ttl.isZero(), "'kvstore.lock.ttl' must be greater than zero, such as 30s");
	}

	/**
	 * Returns the options that these properties make.
	 * @return the options of every lock whose annotation does not have its own
	 */
	public LockTaskOptions options() {
		return new LockTaskOptions(this.waitTime, this.ttl, this.holdAtLeast, OnLost.INTERRUPT);
	}

	private static void requireNotNegative(Duration time, String name) {
		Assert.isTrue(!time.isNegative(),
				() -> "'kvstore.lock." + name + "' must not be negative but is '" + time + "'");
	}

}
