package dev.kvstore.autoconfigure;

import java.util.LinkedHashMap;
import java.util.Map;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.SimpleAutowireCandidateResolver;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;

import dev.kvstore.api.Store;
import dev.kvstore.api.StoreActivity;
import dev.kvstore.connection.KvStoreConnectionDetails;
import dev.kvstore.connection.KvStoreProperties;
import dev.kvstore.health.HealthProperties;
import dev.kvstore.health.StoreHealthContributor;
import dev.kvstore.health.StoreHealthIndicator;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for the health of the store, by the
 * name of its backend. A store that the application declares has the name of its bean.
 */
@AutoConfiguration(after = KvStoreAutoConfiguration.class)
@ConditionalOnClass({ HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class })
@ConditionalOnBean(Store.class)
@ConditionalOnEnabledHealthIndicator("kvstore")
@EnableConfigurationProperties({ KvStoreProperties.class, HealthProperties.class })
public final class KvStoreHealthAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean(name = { "kvstoreHealthIndicator", "kvstoreHealthContributor" })
	StoreHealthContributor kvstoreHealthContributor(ConfigurableListableBeanFactory beanFactory,
			ObjectProvider<Store> stores, ObjectProvider<StoreActivity> activity, KvStoreProperties properties,
			ObjectProvider<KvStoreConnectionDetails> details, HealthProperties health) {
		Map<String, StoreHealthIndicator> indicators = new LinkedHashMap<>();
		SimpleAutowireCandidateResolver.resolveAutowireCandidates(beanFactory, Store.class).forEach((bean, store) -> {
			String name = bean.equals(KvStoreAutoConfiguration.STORE_BEAN_NAME)
					? properties.backend(details.getIfAvailable()) : bean;
			// what is known of watches and locks is known of the one that is injected
			StoreActivity known = store.equals(stores.getIfUnique()) ? activity.getIfAvailable() : null;
			indicators.put(name, new StoreHealthIndicator(name, store, known, properties.requestTimeout(),
					health.maxWatchStaleness()));
		});
		return new StoreHealthContributor(indicators);
	}

}
