package dev.kvstore.leader;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

/**
 * A gauge for each role that this instance stands or stood for: one while it leads, by
 * its own clocks, otherwise zero.
 */
public final class LeaderMeters implements MeterBinder {

	private final LeaderElector elector;

	/**
	 * Creates meters that are bound to no registry yet.
	 * @param elector knows the roles
	 */
	public LeaderMeters(LeaderElector elector) {
		this.elector = elector;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		this.elector
			.onJoin((role) -> Gauge.builder("kvstore.leader", this.elector, (elector) -> elector.isLeader(role) ? 1 : 0)
				.description("Whether this instance leads the role")
				.tag("role", role)
				.register(registry));
	}

}
