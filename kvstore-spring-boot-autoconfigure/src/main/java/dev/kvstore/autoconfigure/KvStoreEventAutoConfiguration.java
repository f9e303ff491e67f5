package dev.kvstore.autoconfigure;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;

import dev.kvstore.api.Store;
import dev.kvstore.event.WatchEventPublisher;
import dev.kvstore.event.WatchProperties;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for changes of keys as application
 * events.
 */
@AutoConfiguration(after = KvStoreAutoConfiguration.class)
@ConditionalOnBean(Store.class)
@ConditionalOnBooleanProperty(name = "kvstore.watch.enabled", matchIfMissing = true)
@EnableConfigurationProperties(WatchProperties.class)
public final class KvStoreEventAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	WatchEventPublisher kvStoreWatchEventPublisher(Store store, WatchProperties properties,
			ApplicationEventPublisher publisher) {
		return new WatchEventPublisher(store, properties, publisher);
	}

}
