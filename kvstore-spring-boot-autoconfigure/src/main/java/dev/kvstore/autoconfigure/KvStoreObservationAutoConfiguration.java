package dev.kvstore.autoconfigure;

import io.micrometer.observation.ObservationRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.annotation.Order;

import dev.kvstore.api.Store;
import dev.kvstore.connection.KvStoreConnectionDetails;
import dev.kvstore.connection.KvStoreProperties;
import dev.kvstore.connection.StoreDecorator;
import dev.kvstore.observation.DefaultStoreObservationConvention;
import dev.kvstore.observation.ObservationProperties;
import dev.kvstore.observation.StoreObservationConvention;
import dev.kvstore.observation.StoreObservations;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for observed operations of the store
 * that is set up from properties.
 */
@AutoConfiguration(after = { KvStoreAutoConfiguration.class, ObservationAutoConfiguration.class })
@ConditionalOnClass(ObservationRegistry.class)
@ConditionalOnBean({ Store.class, KvStoreProperties.class, ObservationRegistry.class })
@EnableConfigurationProperties(ObservationProperties.class)
public final class KvStoreObservationAutoConfiguration {

	static final int ORDER = KvStoreActivityAutoConfiguration.ORDER + 100;

	@Bean
	@ConditionalOnMissingBean(StoreObservationConvention.class)
	DefaultStoreObservationConvention kvStoreObservationConvention(ObservationProperties properties) {
		return properties.includeKey() ? DefaultStoreObservationConvention.withKeys()
				: DefaultStoreObservationConvention.withoutKeys();
	}

	@Bean
	@ConditionalOnMissingBean
	StoreObservations kvStoreObservations(KvStoreProperties properties,
			ObjectProvider<KvStoreConnectionDetails> details, ObservationRegistry registry,
			StoreObservationConvention convention) {
		return new StoreObservations(properties.backend(details.getIfAvailable()), registry, convention);
	}

	@Bean
	@Order(ORDER)
	StoreDecorator kvStoreObservationDecorator(StoreObservations observations) {
		return observations::observe;
	}

}
