package dev.kvstore.autoconfigure;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigureOrder;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.cloud.client.ConditionalOnDiscoveryEnabled;
import org.springframework.cloud.client.serviceregistry.AutoServiceRegistrationAutoConfiguration;
import org.springframework.cloud.client.serviceregistry.AutoServiceRegistrationProperties;
import org.springframework.cloud.client.serviceregistry.Registration;
import org.springframework.cloud.client.serviceregistry.RegistrationLifecycle;
import org.springframework.cloud.client.serviceregistry.RegistrationManagementLifecycle;
import org.springframework.cloud.client.serviceregistry.ServiceRegistry;
import org.springframework.cloud.client.serviceregistry.ServiceRegistryAutoConfiguration;
import org.springframework.cloud.commons.util.InetUtils;
import org.springframework.cloud.commons.util.InetUtilsProperties;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;

import dev.kvstore.api.Store;
import dev.kvstore.discovery.DiscoveryProperties;
import dev.kvstore.discovery.RegistrationSource;
import dev.kvstore.discovery.StoreAutoServiceRegistration;
import dev.kvstore.discovery.StoreRegistration;
import dev.kvstore.discovery.StoreServiceRegistry;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for a registry of services in the
 * store, and for the registration of applications with a web server or a configured port.
 * Spring Cloud has room for one registry: this comes last and gives way to any other.
 */
@AutoConfiguration(after = KvStoreAutoConfiguration.class,
		before = { ServiceRegistryAutoConfiguration.class, AutoServiceRegistrationAutoConfiguration.class })
@ConditionalOnClass({ ServiceRegistry.class, ConditionalOnDiscoveryEnabled.class })
@ConditionalOnDiscoveryEnabled
@ConditionalOnBooleanProperty(name = { "kvstore.discovery.enabled", "kvstore.discovery.register" },
		matchIfMissing = true)
@ConditionalOnBooleanProperty(name = "spring.cloud.service-registry.enabled", matchIfMissing = true)
@ConditionalOnSingleCandidate(Store.class)
@ConditionalOnMissingBean(ServiceRegistry.class)
@AutoConfigureOrder(Ordered.LOWEST_PRECEDENCE)
@EnableConfigurationProperties(DiscoveryProperties.class)
public final class KvStoreServiceRegistryAutoConfiguration {

	@Bean(destroyMethod = "close")
	StoreServiceRegistry kvStoreServiceRegistry(Store store, DiscoveryProperties properties) {
		return ConfiguredDirectory.use("kvstore.discovery.directory", properties.directory(),
				(directory) -> new StoreServiceRegistry(store, directory, properties.ttl()));
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(WebServerInitializedEvent.class)
	@ConditionalOnBooleanProperty(name = "spring.cloud.service-registry.auto-registration.enabled",
			matchIfMissing = true)
	@EnableConfigurationProperties(AutoServiceRegistrationProperties.class)
	static class AutoRegistration {

		@Bean
		@ConditionalOnMissingBean
		RegistrationSource kvStoreRegistrationSource(DiscoveryProperties properties, Environment environment,
				ObjectProvider<InetUtils> inetUtils) {
			return new RegistrationSource(properties, environment,
					() -> inetUtils.getIfAvailable(() -> new InetUtils(new InetUtilsProperties()))
						.findFirstNonLoopbackHostInfo());
		}

		@Bean
		@ConditionalOnMissingBean(Registration.class)
		StoreRegistration kvStoreRegistration(RegistrationSource source) {
			return source.application();
		}

		@Bean
		@ConditionalOnMissingBean
		StoreAutoServiceRegistration kvStoreAutoServiceRegistration(ApplicationContext context,
				StoreServiceRegistry registry, AutoServiceRegistrationProperties properties, RegistrationSource source,
				StoreRegistration registration,
				ObjectProvider<RegistrationManagementLifecycle<StoreRegistration>> managementLifecycles,
				ObjectProvider<RegistrationLifecycle<StoreRegistration>> lifecycles) {
			return new StoreAutoServiceRegistration(context, registry, properties, source, registration,
					managementLifecycles.orderedStream().toList(), lifecycles.orderedStream().toList());
		}

	}

	/**
	 * Refuses to start an application that would not be registered though it says where
	 * it is.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnMissingClass("org.springframework.boot.web.server.context.WebServerInitializedEvent")
	@ConditionalOnProperty("kvstore.discovery.port")
	@ConditionalOnBooleanProperty(name = "spring.cloud.service-registry.auto-registration.enabled",
			matchIfMissing = true)
	static class WithoutWebServerClasses {

		WithoutWebServerClasses(DiscoveryProperties properties) {
			throw new InvalidConfigurationPropertyValueException("kvstore.discovery.port", properties.port(),
					"Registration without a web server needs 'org.springframework.boot:spring-boot-web-server' on the class path.");
		}

	}

}
