package dev.kvstore.discovery;

import org.springframework.boot.health.contributor.Health;
import org.springframework.cloud.client.discovery.health.DiscoveryHealthIndicator;

/**
 * Tells how current service discovery is. It is {@code UP} once the services are known,
 * as they stay known while the store cannot be reached; whether they are current is a
 * detail.
 */
public final class StoreDiscoveryHealthIndicator implements DiscoveryHealthIndicator {

	private final DiscoveredServices services;

	/**
	 * Creates an indicator.
	 * @param services knows the services
	 */
	public StoreDiscoveryHealthIndicator(DiscoveredServices services) {
		this.services = services;
	}

	@Override
	public String getName() {
		return "kvstore";
	}

	@Override
	public Health health() {
		Health.Builder health = this.services.isLoaded() ? Health.up() : Health.unknown();
		if (this.services.isLoaded()) {
			health.withDetail("services", this.services.services());
		}
		return health.withDetail("current", this.services.isCurrent())
			.withDetail("lastContact", this.services.lastContact())
			.build();
	}

}
