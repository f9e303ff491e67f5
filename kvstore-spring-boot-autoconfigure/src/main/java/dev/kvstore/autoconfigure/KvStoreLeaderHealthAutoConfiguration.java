package dev.kvstore.autoconfigure;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.OnPropertyListCondition;
import org.springframework.boot.health.actuate.endpoint.HealthEndpointGroupsPostProcessor;
import org.springframework.boot.health.autoconfigure.actuate.endpoint.AvailabilityProbesAutoConfiguration;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;

import dev.kvstore.leader.LeaderElector;
import dev.kvstore.leader.LeaderHealthIndicator;
import dev.kvstore.leader.LeaderProperties;
import dev.kvstore.leader.LeaderReadinessGroup;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for readiness that follows
 * leadership, if {@code kvstore.leader.readiness-roles} names roles.
 */
@AutoConfiguration(after = { KvStoreLeaderAutoConfiguration.class, AvailabilityProbesAutoConfiguration.class })
@ConditionalOnClass({ HealthIndicator.class, HealthEndpointGroupsPostProcessor.class,
		ConditionalOnEnabledHealthIndicator.class })
@ConditionalOnEnabledHealthIndicator("leader")
@ConditionalOnBean(LeaderElector.class)
@Conditional(KvStoreLeaderHealthAutoConfiguration.OnReadinessRoles.class)
public final class KvStoreLeaderHealthAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean(name = "leaderHealthIndicator")
	LeaderHealthIndicator leaderHealthIndicator(LeaderElector elector, LeaderProperties properties) {
		return new LeaderHealthIndicator(elector, properties.readinessRoles());
	}

	@Bean
	@ConditionalOnMissingBean
	static LeaderReadinessGroup kvStoreLeaderReadinessGroup() {
		return new LeaderReadinessGroup("leader");
	}

	/**
	 * Matches if there is a role to lead.
	 */
	static final class OnReadinessRoles extends OnPropertyListCondition {

		OnReadinessRoles() {
			super("kvstore.leader.readiness-roles", () -> ConditionMessage.forCondition("Leader readiness"));
		}

	}

}
