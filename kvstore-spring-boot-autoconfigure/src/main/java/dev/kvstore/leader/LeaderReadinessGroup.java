package dev.kvstore.leader;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.EndpointId;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.endpoint.web.AdditionalPathsMapper;
import org.springframework.boot.actuate.endpoint.web.WebServerNamespace;
import org.springframework.boot.health.actuate.endpoint.AdditionalHealthEndpointPath;
import org.springframework.boot.health.actuate.endpoint.HealthEndpointGroup;
import org.springframework.boot.health.actuate.endpoint.HealthEndpointGroups;
import org.springframework.boot.health.actuate.endpoint.HealthEndpointGroupsPostProcessor;
import org.springframework.boot.health.actuate.endpoint.HttpCodeStatusMapper;
import org.springframework.boot.health.actuate.endpoint.StatusAggregator;

/**
 * Makes leadership count for readiness instead of for health: an instance that waits for
 * its turn is healthy. Without a readiness group it counts for health.
 */
public final class LeaderReadinessGroup implements HealthEndpointGroupsPostProcessor {

	private static final String READINESS = "readiness";

	private final String contributor;

	/**
	 * Creates a post-processor.
	 * @param contributor the name of the leader's health contributor
	 */
	public LeaderReadinessGroup(String contributor) {
		this.contributor = contributor;
	}

	@Override
	public HealthEndpointGroups postProcessHealthEndpointGroups(HealthEndpointGroups groups) {
		HealthEndpointGroup readiness = groups.get(READINESS);
		if (readiness == null) {
			return groups;
		}
		HealthEndpointGroup primary = groups.getPrimary();
		return new Groups(groups,
				new Members(primary, (name) -> !name.equals(this.contributor) && primary.isMember(name)),
				new Members(readiness, (name) -> name.equals(this.contributor) || readiness.isMember(name)));
	}

	/**
	 * Groups of which two are others.
	 *
	 * @param groups the rest
	 * @param primary in place of the primary group
	 * @param readiness in place of the readiness group
	 */
	private record Groups(HealthEndpointGroups groups, HealthEndpointGroup primary,
			HealthEndpointGroup readiness) implements HealthEndpointGroups, AdditionalPathsMapper {

		@Override
		public HealthEndpointGroup getPrimary() {
			return this.primary;
		}

		@Override
		public Set<String> getNames() {
			return this.groups.getNames();
		}

		@Override
		public @Nullable HealthEndpointGroup get(String name) {
			return name.equals(READINESS) ? this.readiness : this.groups.get(name);
		}

		@Override
		public @Nullable List<String> getAdditionalPaths(EndpointId endpointId, WebServerNamespace namespace) {
			return (this.groups instanceof AdditionalPathsMapper mapper)
					? mapper.getAdditionalPaths(endpointId, namespace) : null;
		}

	}

	/**
	 * A group with other members.
	 *
	 * @param group what it is otherwise
	 * @param members tells who is a member
	 */
	private record Members(HealthEndpointGroup group, Predicate<String> members) implements HealthEndpointGroup {

		@Override
		public boolean isMember(String name) {
			return this.members.test(name);
		}

		@Override
		public boolean showComponents(SecurityContext securityContext) {
			return this.group.showComponents(securityContext);
		}

		@Override
		public boolean showDetails(SecurityContext securityContext) {
			return this.group.showDetails(securityContext);
		}

		@Override
		public StatusAggregator getStatusAggregator() {
			return this.group.getStatusAggregator();
		}

		@Override
		public HttpCodeStatusMapper getHttpCodeStatusMapper() {
			return this.group.getHttpCodeStatusMapper();
		}

		@Override
		public @Nullable AdditionalHealthEndpointPath getAdditionalPath() {
			return this.group.getAdditionalPath();
		}

	}

}
