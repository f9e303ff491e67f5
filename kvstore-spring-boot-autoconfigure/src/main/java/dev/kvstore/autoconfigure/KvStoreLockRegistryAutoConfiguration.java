package dev.kvstore.autoconfigure;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.integration.support.locks.LockRegistry;

import dev.kvstore.api.LockOptions;
import dev.kvstore.api.Store;
import dev.kvstore.integration.LockRegistryProperties;
import dev.kvstore.integration.StoreLockRegistry;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for a {@link LockRegistry} of Spring
 * Integration on the {@link Store}.
 */
@AutoConfiguration(after = KvStoreAutoConfiguration.class)
@ConditionalOnClass(LockRegistry.class)
@ConditionalOnSingleCandidate(Store.class)
@ConditionalOnBooleanProperty(name = "kvstore.integration.enabled", matchIfMissing = true)
@EnableConfigurationProperties(LockRegistryProperties.class)
public final class KvStoreLockRegistryAutoConfiguration {

	static final String REGISTRY_BEAN_NAME = "kvStoreLockRegistry";

	@Bean(name = REGISTRY_BEAN_NAME)
	@ConditionalOnMissingBean(LockRegistry.class)
	StoreLockRegistry kvStoreLockRegistry(Store store, LockRegistryProperties properties) {
		LockOptions options = LockOptions.defaults().withTtl(properties.ttl());
		return ConfiguredDirectory.use("kvstore.integration.directory", properties.directory(),
				(directory) -> new StoreLockRegistry(store, directory, options));
	}

}
