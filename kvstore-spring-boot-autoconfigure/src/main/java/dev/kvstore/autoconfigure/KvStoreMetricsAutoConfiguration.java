package dev.kvstore.autoconfigure;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.kvstore.connection.KvStoreConnectionDetails;
import dev.kvstore.connection.KvStoreProperties;
import dev.kvstore.leader.LeaderElector;
import dev.kvstore.leader.LeaderMeters;
import dev.kvstore.observation.ActivityMeters;
import dev.kvstore.observation.ActivityTracker;
import dev.kvstore.observation.CommitMeters;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for the meters of the store.
 */
@AutoConfiguration(after = { KvStoreActivityAutoConfiguration.class, KvStoreLeaderAutoConfiguration.class,
		CompositeMeterRegistryAutoConfiguration.class })
@ConditionalOnClass(MeterRegistry.class)
@ConditionalOnBean(MeterRegistry.class)
public final class KvStoreMetricsAutoConfiguration {

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnBean({ ActivityTracker.class, KvStoreProperties.class })
	static class ActivityConfiguration {

		@Bean
		@ConditionalOnMissingBean
		ActivityMeters kvStoreActivityMeters(ActivityTracker tracker, KvStoreProperties properties,
				ObjectProvider<KvStoreConnectionDetails> details) {
			return new ActivityMeters(tracker, properties.backend(details.getIfAvailable()));
		}

		@Bean
		@ConditionalOnMissingBean
		CommitMeters kvStoreCommitMeters(ActivityTracker tracker, KvStoreProperties properties,
				ObjectProvider<KvStoreConnectionDetails> details) {
			return new CommitMeters(tracker, properties.backend(details.getIfAvailable()));
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnBean(LeaderElector.class)
	static class LeaderConfiguration {

		@Bean
		@ConditionalOnMissingBean
		LeaderMeters kvStoreLeaderMeters(LeaderElector elector) {
			return new LeaderMeters(elector);
		}

	}

}
