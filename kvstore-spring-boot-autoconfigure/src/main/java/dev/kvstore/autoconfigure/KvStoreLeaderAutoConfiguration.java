package dev.kvstore.autoconfigure;

import java.util.stream.Stream;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Role;
import org.springframework.core.env.Environment;

import dev.kvstore.api.Store;
import dev.kvstore.leader.LeaderElector;
import dev.kvstore.leader.LeaderOnly;
import dev.kvstore.leader.LeaderOnlyAdvisor;
import dev.kvstore.leader.LeaderOnlyMethods;
import dev.kvstore.leader.LeaderProperties;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for leader election and
 * {@link LeaderOnly}.
 */
@AutoConfiguration(after = { KvStoreAutoConfiguration.class, AopAutoConfiguration.class })
@ConditionalOnBooleanProperty(name = "kvstore.leader.enabled", matchIfMissing = true)
@ConditionalOnBean(Store.class)
@EnableConfigurationProperties(LeaderProperties.class)
@Import(AutoProxyCreator.class)
public final class KvStoreLeaderAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	LeaderElector kvStoreLeaderElector(Store store, LeaderProperties properties, Environment environment,
			ApplicationEventPublisher publisher) {
		String application = environment.getProperty("spring.application.name", "application");
		LeaderElector elector = new LeaderElector(store, properties.options(application), publisher);
		Stream.concat(properties.roles().stream(), properties.readinessRoles().stream()).forEach(elector::join);
		return elector;
	}

	@Bean
	@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
	@ConditionalOnMissingBean
	static LeaderOnlyAdvisor kvStoreLeaderOnlyAdvisor(ObjectProvider<LeaderElector> elector, Environment environment) {
		return new LeaderOnlyAdvisor(elector::getObject, environment::resolveRequiredPlaceholders);
	}

	@Bean
	@ConditionalOnMissingBean
	static LeaderOnlyMethods kvStoreLeaderOnlyMethods(ConfigurableListableBeanFactory beanFactory,
			LeaderElector elector, Environment environment) {
		return new LeaderOnlyMethods(beanFactory, elector, environment::resolveRequiredPlaceholders);
	}

}
