package dev.kvstore.autoconfigure;

import org.springframework.boot.actuate.autoconfigure.info.ConditionalOnEnabledInfoContributor;
import org.springframework.boot.actuate.info.InfoContributor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

import dev.kvstore.leader.LeaderElector;
import dev.kvstore.leader.LeaderInfoContributor;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for the leaders in the info
 * endpoint, which {@code management.info.leader.enabled=false} leaves out.
 */
@AutoConfiguration(after = KvStoreLeaderAutoConfiguration.class)
@ConditionalOnClass({ InfoContributor.class, ConditionalOnEnabledInfoContributor.class })
@ConditionalOnEnabledInfoContributor("leader")
@ConditionalOnBean(LeaderElector.class)
public final class KvStoreLeaderInfoAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	LeaderInfoContributor kvStoreLeaderInfoContributor(LeaderElector elector) {
		return new LeaderInfoContributor(elector);
	}

}
