package dev.kvstore.leader;

import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/**
 * Is out of service unless this instance leads certain roles, by its own clocks.
 */
public final class LeaderHealthIndicator extends AbstractHealthIndicator {

	private final LeaderElector elector;

	private final List<String> roles;

	/**
	 * Creates an indicator.
	 * @param elector knows what this instance leads
	 * @param roles the roles to lead
	 */
	public LeaderHealthIndicator(LeaderElector elector, Collection<String> roles) {
		this.elector = elector;
		this.roles = List.copyOf(roles);
	}

	@Override
	protected void doHealthCheck(Health.Builder builder) {
		builder.up();
		for (String role : this.roles) {
			OptionalLong epoch = this.elector.epoch(role);
			if (epoch.isEmpty()) {
				builder.outOfService();
			}
			builder.withDetail(role, epoch.isPresent() ? epoch.getAsLong() : "not leading");
		}
	}

}
