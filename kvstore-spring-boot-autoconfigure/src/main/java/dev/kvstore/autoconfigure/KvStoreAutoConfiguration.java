package dev.kvstore.autoconfigure;

import java.util.List;
import java.util.Optional;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;

import dev.kvstore.api.Store;
import dev.kvstore.connection.EarlyStore;
import dev.kvstore.connection.KvStoreConnectionDetails;
import dev.kvstore.connection.KvStoreProperties;
import dev.kvstore.connection.StoreDecorator;
import dev.kvstore.connection.StoreFactories;
import dev.kvstore.connection.StoreFactory;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for a {@link Store}, which is closed
 * after the beans that depend on it.
 */
@AutoConfiguration(after = SslAutoConfiguration.class)
@ConditionalOnBooleanProperty(name = "kvstore.enabled", matchIfMissing = true)
@EnableConfigurationProperties(KvStoreProperties.class)
public final class KvStoreAutoConfiguration {

	static final String STORE_BEAN_NAME = "kvStore";

	@Bean
	@ConditionalOnMissingBean
	KvStoreConnectionDetails kvStoreConnectionDetails(KvStoreProperties properties,
			ObjectProvider<SslBundles> bundles) {
		return KvStoreConnectionDetails.of(properties, bundles.getIfAvailable());
	}

	@Bean
	@ConditionalOnMissingBean
	StoreFactories kvStoreFactories(KvStoreProperties properties, ObjectProvider<StoreFactory> factories) {
		return StoreFactories.of(properties, factories.orderedStream().toList());
	}

	@Bean(name = STORE_BEAN_NAME, destroyMethod = "close")
	@ConditionalOnMissingBean
	Store kvStore(KvStoreProperties properties, KvStoreConnectionDetails details, StoreFactories factories,
			ObjectProvider<SslBundles> bundles, ObjectProvider<StoreDecorator> decorators,
			ConfigurableListableBeanFactory beanFactory) {
		// a parent's is not this context's to take
		EarlyStore early = (EarlyStore) beanFactory.getSingleton(EarlyStore.BEAN_NAME);
		Store store = Optional.ofNullable(early)
			.flatMap((opened) -> opened.handOver(properties, details, factories, bundles.getIfAvailable()))
			.orElseGet(() -> factories.open(properties.backend(details),
					properties.settings(details, bundles.getIfAvailable()), properties.namespace()));
		try {
			return decorated(store, decorators.orderedStream().toList());
		}
		catch (RuntimeException ex) {
			store.close();
			throw ex;
		}
	}

	private static Store decorated(Store store, List<StoreDecorator> decorators) {
		Store decorated = store;
		for (StoreDecorator decorator : decorators) {
			decorated = decorator.decorate(decorated);
		}
		return decorated;
	}

}
