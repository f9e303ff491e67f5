package dev.kvstore.autoconfigure;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Role;
import org.springframework.core.env.Environment;
import org.springframework.transaction.ConfigurableTransactionManager;

import dev.kvstore.api.LockOptions;
import dev.kvstore.api.Store;
import dev.kvstore.lock.DistributedLock;
import dev.kvstore.lock.DistributedLockAdvisor;
import dev.kvstore.lock.LockProperties;
import dev.kvstore.lock.LockTemplate;
import dev.kvstore.lock.LockedBeansCheck;
import dev.kvstore.lock.LockedTransactionsPostProcessor;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for {@link DistributedLock} and
 * {@link LockTemplate}.
 */
@AutoConfiguration(after = { KvStoreAutoConfiguration.class, AopAutoConfiguration.class })
@ConditionalOnBean(Store.class)
@ConditionalOnBooleanProperty(name = "kvstore.lock.enabled", matchIfMissing = true)
@EnableConfigurationProperties(LockProperties.class)
@Import(AutoProxyCreator.class)
public final class KvStoreLockAutoConfiguration {

	@Bean(destroyMethod = "close")
	@ConditionalOnMissingBean
	LockTemplate kvStoreLockTemplate(Store store, LockProperties properties, ApplicationEventPublisher publisher,
			Environment environment) {
		String application = environment.getProperty("spring.application.name", "");
		String process = LockOptions.defaults().value();
		return new LockTemplate(store, properties.options(),
				application.isEmpty() ? process : application + ", " + process, publisher);
	}

	@Bean
	@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
	@ConditionalOnMissingBean
	static DistributedLockAdvisor kvStoreLockAdvisor(ConfigurableListableBeanFactory beanFactory,
			ObjectProvider<LockTemplate> template) {
		return new DistributedLockAdvisor(beanFactory, template::getObject);
	}

	@Bean
	@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
	static LockedBeansCheck kvStoreLockedBeansCheck(ConfigurableListableBeanFactory beanFactory,
			DistributedLockAdvisor advisor) {
		return new LockedBeansCheck(beanFactory, advisor);
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(ConfigurableTransactionManager.class)
	static class Transactions {

		@Bean
		@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
		static LockedTransactionsPostProcessor kvStoreLockedTransactions() {
			return new LockedTransactionsPostProcessor();
		}

	}

}
