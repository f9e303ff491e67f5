package dev.kvstore.leader;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The properties of leader election.
 *
 * @param enabled Whether leaders are elected. Otherwise methods with '@LeaderOnly' run on
 * every instance.
 * @param roles Roles to stand for, besides those that '@LeaderOnly' names.
 * @param id Id that tells other instances who leads. Made of the host, the application's
 * name and a random suffix if empty.
 * @param ttl Time that a leadership outlives an instance that died. A backend with limits
 * grants the nearest it has.
 * @param readinessRoles Roles that this instance stands for and must lead to be ready for
 * traffic.
 */
@ConfigurationProperties("kvstore.leader")
public record LeaderProperties(@DefaultValue("true") boolean enabled, @DefaultValue List<String> roles,
		@Nullable String id, @DefaultValue("15s") Duration ttl, @DefaultValue List<String> readinessRoles) {

	/**
	 * Creates properties.
	 * @throws IllegalArgumentException with the name of the property whose value is of no
	 * use
	 */
	public LeaderProperties {
		requireNames("kvstore.leader.roles", roles);
		requireNames("kvstore.leader.readiness-roles", readinessRoles);
		require(ttl != null && !ttl.isZero() && !ttl.isNegative(),
				"'kvstore.leader.ttl' must be positive but is " + ttl);
		require(id == null || id.chars().noneMatch(Character::isISOControl),
				"'kvstore.leader.id' must not have control characters");
		roles = List.copyOf(roles);
		readinessRoles = List.copyOf(readinessRoles);
	}

	/**
	 * Returns the options that these properties make.
	 * @param application the application's name, for the id if none is set
	 * @return the options
	 */
	public LeaderOptions options(String application) {
		LeaderOptions defaults = LeaderOptions.defaults(application).withTtl(this.ttl);
		return (this.id == null || this.id.isBlank()) ? defaults : defaults.withId(this.id);
	}

	private static void requireNames(String property, List<String> roles) {
		roles.forEach((role) -> require(RoleKey.isName(role),
				"'" + property + "' must have names without '/' but has '" + role + "'"));
	}

	private static void require(boolean condition, String message) {
		if (!condition) {
			throw new IllegalArgumentException(message);
		}
	}

}
