package dev.kvstore.autoconfigure;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.SearchStrategy;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.cloud.context.scope.refresh.RefreshScope;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.kvstore.api.Store;
import dev.kvstore.config.ConfigProperties;
import dev.kvstore.config.ConfigRefresher;
import dev.kvstore.config.SpringCloudRefresh;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for the refresh of properties that
 * were imported from the store.
 */
@AutoConfiguration(after = KvStoreAutoConfiguration.class)
@ConditionalOnBooleanProperty(name = "kvstore.config.enabled", matchIfMissing = true)
@ConditionalOnBooleanProperty(name = "kvstore.config.refresh", matchIfMissing = true)
@EnableConfigurationProperties(ConfigProperties.class)
public final class KvStoreConfigAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean(search = SearchStrategy.CURRENT)
	ConfigRefresher kvStoreConfigRefresher(ConfigurableApplicationContext context) {
		return new ConfigRefresher(context, () -> context.containsLocalBean(KvStoreAutoConfiguration.STORE_BEAN_NAME)
				? context.getBean(KvStoreAutoConfiguration.STORE_BEAN_NAME, Store.class) : null);
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(RefreshScope.class)
	static class SpringCloudConfiguration {

		@Bean
		@ConditionalOnMissingBean(search = SearchStrategy.CURRENT)
		SpringCloudRefresh kvStoreSpringCloudRefresh(ConfigurableApplicationContext context,
				ObjectProvider<RefreshScope> scope) {
			return new SpringCloudRefresh(context, scope);
		}

	}

}
