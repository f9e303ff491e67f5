package dev.kvstore.autoconfigure;

import net.javacrumbs.shedlock.core.LockProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

import dev.kvstore.api.Store;
import dev.kvstore.shedlock.ShedLockProperties;
import dev.kvstore.shedlock.StoreLockProvider;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for a {@link LockProvider} of
 * ShedLock on the {@link Store}.
 */
@AutoConfiguration(after = KvStoreAutoConfiguration.class)
@ConditionalOnClass(LockProvider.class)
@ConditionalOnSingleCandidate(Store.class)
@ConditionalOnBooleanProperty(name = "kvstore.shedlock.enabled", matchIfMissing = true)
@EnableConfigurationProperties(ShedLockProperties.class)
public final class KvStoreShedLockAutoConfiguration {

	static final String PROVIDER_BEAN_NAME = "kvStoreLockProvider";

	@Bean(name = PROVIDER_BEAN_NAME)
	@ConditionalOnMissingBean(LockProvider.class)
	StoreLockProvider kvStoreLockProvider(Store store, ShedLockProperties properties) {
		return ConfiguredDirectory.use("kvstore.shedlock.directory", properties.directory(),
				(directory) -> new StoreLockProvider(store, directory));
	}

}
