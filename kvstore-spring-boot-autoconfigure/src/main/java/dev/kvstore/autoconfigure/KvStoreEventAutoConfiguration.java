package dev.kvstore.autoconfigure;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

import dev.kvstore.api.Store;
import dev.kvstore.api.ValueConverter;
import dev.kvstore.connection.InvalidSettingException;
import dev.kvstore.event.InvalidWatchException;
import dev.kvstore.event.StoreListener;
import dev.kvstore.event.StoreListenerErrorHandler;
import dev.kvstore.event.StoreListeners;
import dev.kvstore.event.WatchEventPublisher;
import dev.kvstore.event.WatchProperties;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for changes of keys as application
 * events and for {@link StoreListener}.
 */
@AutoConfiguration(after = KvStoreAutoConfiguration.class)
@ConditionalOnBean(Store.class)
@ConditionalOnBooleanProperty(name = "kvstore.watch.enabled", matchIfMissing = true)
@EnableConfigurationProperties(WatchProperties.class)
public final class KvStoreEventAutoConfiguration {

	static final String PUBLISHER_BEAN_NAME = "kvStoreWatchEventPublisher";

	@Bean(name = PUBLISHER_BEAN_NAME)
	@ConditionalOnMissingBean
	WatchEventPublisher kvStoreWatchEventPublisher(Store store, WatchProperties properties,
			ApplicationEventPublisher publisher) {
		try {
			return new WatchEventPublisher(store, properties, publisher);
		}
		catch (InvalidWatchException ex) {
			throw new InvalidSettingException(ex.property(), ex.watch().path(),
					ex.watch().directory() ? "must be directories such as 'team/flags', or '/' for the root"
							: "must be keys such as 'team/color'",
					ex.getCause());
		}
	}

	@Bean
	@ConditionalOnMissingBean
	StoreListeners kvStoreListeners(ConfigurableListableBeanFactory beanFactory, Environment environment, Store store,
			ObjectProvider<ValueConverter> converter, ObjectProvider<StoreListenerErrorHandler> errors) {
		return new StoreListeners(beanFactory, environment::resolveRequiredPlaceholders, store, converter, errors);
	}

}
