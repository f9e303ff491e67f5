package dev.kvstore.autoconfigure;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import reactor.core.publisher.Flux;

import dev.kvstore.api.Store;
import dev.kvstore.event.ReactiveWatches;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for watches as reactive streams.
 */
@AutoConfiguration(after = KvStoreAutoConfiguration.class)
@ConditionalOnClass(Flux.class)
@ConditionalOnBean(Store.class)
public final class KvStoreReactiveEventAutoConfiguration {

	@Bean(destroyMethod = "close")
	@ConditionalOnMissingBean
	ReactiveWatches kvStoreReactiveWatches(Store store) {
		return new ReactiveWatches(store);
	}

}
