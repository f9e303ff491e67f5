package dev.kvstore.autoconfigure;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.AnyNestedCondition;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import org.springframework.cloud.client.CommonsClientAutoConfiguration;
import org.springframework.cloud.client.ConditionalOnBlockingDiscoveryEnabled;
import org.springframework.cloud.client.ConditionalOnDiscoveryEnabled;
import org.springframework.cloud.client.ConditionalOnDiscoveryHealthIndicatorEnabled;
import org.springframework.cloud.client.ConditionalOnReactiveDiscoveryEnabled;
import org.springframework.cloud.client.ReactiveCommonsClientAutoConfiguration;
import org.springframework.cloud.client.discovery.DiscoveryClient;
import org.springframework.cloud.client.discovery.composite.reactive.ReactiveCompositeDiscoveryClientAutoConfiguration;
import org.springframework.cloud.client.discovery.health.DiscoveryClientHealthIndicatorProperties;
import org.springframework.cloud.client.discovery.health.reactive.ReactiveDiscoveryClientHealthIndicator;
import org.springframework.cloud.client.discovery.simple.SimpleDiscoveryClientAutoConfiguration;
import org.springframework.cloud.client.discovery.simple.reactive.SimpleReactiveDiscoveryClientAutoConfiguration;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Flux;

import dev.kvstore.api.Store;
import dev.kvstore.connection.KvStoreProperties;
import dev.kvstore.discovery.DiscoveredServices;
import dev.kvstore.discovery.DiscoveryProperties;
import dev.kvstore.discovery.StoreDiscoveryClient;
import dev.kvstore.discovery.StoreDiscoveryHealthIndicator;
import dev.kvstore.discovery.StoreReactiveDiscoveryClient;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for the discovery of services with
 * Spring Cloud's clients, blocking and reactive.
 */
@AutoConfiguration(after = { KvStoreAutoConfiguration.class, ReactiveCompositeDiscoveryClientAutoConfiguration.class },
		before = { SimpleDiscoveryClientAutoConfiguration.class, SimpleReactiveDiscoveryClientAutoConfiguration.class,
				CommonsClientAutoConfiguration.class, ReactiveCommonsClientAutoConfiguration.class })
@ConditionalOnClass({ DiscoveryClient.class, ConditionalOnDiscoveryEnabled.class })
@ConditionalOnDiscoveryEnabled
@ConditionalOnBooleanProperty(name = "kvstore.discovery.enabled", matchIfMissing = true)
@ConditionalOnSingleCandidate(Store.class)
@Conditional(KvStoreDiscoveryAutoConfiguration.OnClient.class)
@EnableConfigurationProperties(DiscoveryProperties.class)
public final class KvStoreDiscoveryAutoConfiguration {

	@Bean(destroyMethod = "close")
	@ConditionalOnMissingBean
	DiscoveredServices kvStoreDiscoveredServices(Store store, DiscoveryProperties properties,
			ApplicationEventPublisher publisher) {
		return ConfiguredDirectory.use("kvstore.discovery.directory", properties.directory(),
				(directory) -> DiscoveredServices.open(store, directory, publisher));
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnBlockingDiscoveryEnabled
	static class Blocking {

		@Bean
		@ConditionalOnMissingBean
		StoreDiscoveryClient kvStoreDiscoveryClient(DiscoveredServices services, DiscoveryProperties properties) {
			return new StoreDiscoveryClient(services, properties.order());
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(Flux.class)
	@ConditionalOnReactiveDiscoveryEnabled
	static class Reactive {

		@Bean
		@ConditionalOnMissingBean
		StoreReactiveDiscoveryClient kvStoreReactiveDiscoveryClient(DiscoveredServices services,
				KvStoreProperties store, DiscoveryProperties properties) {
			return new StoreReactiveDiscoveryClient(services, store.requestTimeout(), properties.order());
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(HealthIndicator.class)
	@ConditionalOnDiscoveryHealthIndicatorEnabled
	static class Health {

		@Bean
		@ConditionalOnMissingBean
		StoreDiscoveryHealthIndicator kvStoreDiscoveryHealthIndicator(DiscoveredServices services) {
			return new StoreDiscoveryHealthIndicator(services);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass({ ReactiveHealthIndicator.class, Flux.class })
	@ConditionalOnReactiveDiscoveryEnabled
	@ConditionalOnDiscoveryHealthIndicatorEnabled
	@EnableConfigurationProperties(DiscoveryClientHealthIndicatorProperties.class)
	static class ReactiveHealth {

		@Bean
		@ConditionalOnMissingBean(name = "kvStoreReactiveDiscoveryClientHealthIndicator")
		ReactiveDiscoveryClientHealthIndicator kvStoreReactiveDiscoveryClientHealthIndicator(
				StoreReactiveDiscoveryClient client, DiscoveryClientHealthIndicatorProperties properties) {
			return new ReactiveDiscoveryClientHealthIndicator(client, properties);
		}

	}

	/**
	 * Matches if there is a client to read what is watched.
	 */
	static final class OnClient extends AnyNestedCondition {

		OnClient() {
			super(ConfigurationPhase.REGISTER_BEAN);
		}

		@ConditionalOnBlockingDiscoveryEnabled
		static final class OnBlockingClient {

		}

		@ConditionalOnReactiveDiscoveryEnabled
		static final class OnReactiveClient {

		}

	}

}
