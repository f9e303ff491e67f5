package dev.kvstore.integration;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The properties of Spring Integration's locks.
 *
 * @param enabled Whether Spring Integration gets a registry of locks in the store.
 * @param directory Directory below which the locks are.
 * @param ttl How long a lock outlives a process that died. Renewed while the process
 * lives.
 */
@ConfigurationProperties("kvstore.integration")
public record LockRegistryProperties(@DefaultValue("true") boolean enabled,
		@DefaultValue("spring-integration") String directory, @DefaultValue("30s") Duration ttl) {

	/**
	 * Creates properties.
	 * @throws IllegalArgumentException if the TTL is not positive
	 */
	public LockRegistryProperties {
		if (ttl.isZero() || ttl.isNegative()) {
			throw new IllegalArgumentException("'kvstore.integration.ttl' must be positive but is " + ttl);
		}
	}

}
