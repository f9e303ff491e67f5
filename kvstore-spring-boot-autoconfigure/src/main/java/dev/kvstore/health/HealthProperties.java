package dev.kvstore.health;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The properties of the store's health.
 *
 * @param maxWatchStaleness Time that a watch may be interrupted before the store counts
 * as out of service.
 */
@ConfigurationProperties("kvstore.health")
public record HealthProperties(@DefaultValue("1m") Duration maxWatchStaleness) {

	/**
	 * Creates properties.
	 * @throws IllegalArgumentException with the name of the property whose value is of no
	 * use
	 */
	public HealthProperties {
		if (maxWatchStaleness.isNegative()) {
			throw new IllegalArgumentException(
					"'kvstore.health.max-watch-staleness' must not be negative but is " + maxWatchStaleness);
		}
	}

}
