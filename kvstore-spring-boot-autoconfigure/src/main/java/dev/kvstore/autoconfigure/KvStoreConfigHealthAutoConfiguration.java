package dev.kvstore.autoconfigure;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;

import dev.kvstore.config.ConfigHealthIndicator;
import dev.kvstore.config.ImportedConfig;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for the health of configuration that
 * was imported from the store.
 */
@AutoConfiguration(after = KvStoreConfigAutoConfiguration.class)
@ConditionalOnClass({ HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class })
@ConditionalOnEnabledHealthIndicator("kvstore-config")
public final class KvStoreConfigHealthAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean(name = { "kvstoreConfigHealthIndicator", "kvstoreConfigHealthContributor" })
	@Nullable ConfigHealthIndicator kvstoreConfigHealthIndicator(ConfigurableListableBeanFactory beanFactory) {
		// whether there is an import is not known when the application is processed ahead
		// of time
		Object imported = beanFactory.getSingleton(ImportedConfig.BEAN_NAME);
		return (imported instanceof ImportedConfig config) ? new ConfigHealthIndicator(config) : null;
	}

}
