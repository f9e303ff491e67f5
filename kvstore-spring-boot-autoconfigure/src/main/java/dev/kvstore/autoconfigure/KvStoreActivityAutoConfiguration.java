package dev.kvstore.autoconfigure;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.annotation.Order;

import dev.kvstore.api.Store;
import dev.kvstore.api.StoreActivity;
import dev.kvstore.connection.StoreDecorator;
import dev.kvstore.observation.ActivityTracker;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for the {@link StoreActivity} of the
 * store that is set up from properties. An application that declares its store itself
 * passes it through {@link ActivityTracker#track(Store)}.
 */
@AutoConfiguration(after = KvStoreAutoConfiguration.class)
@ConditionalOnBean(Store.class)
public final class KvStoreActivityAutoConfiguration {

	static final int ORDER = 0;

	@Bean
	@ConditionalOnMissingBean(StoreActivity.class)
	ActivityTracker kvStoreActivity() {
		return new ActivityTracker();
	}

	@Bean
	@Order(ORDER)
	@ConditionalOnBean(ActivityTracker.class)
	StoreDecorator kvStoreActivityDecorator(ActivityTracker activity) {
		return activity::track;
	}

}
