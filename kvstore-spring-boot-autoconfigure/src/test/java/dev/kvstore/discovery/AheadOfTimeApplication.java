package dev.kvstore.discovery;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.cloud.client.ReactiveCommonsClientAutoConfiguration;
import org.springframework.cloud.client.discovery.DiscoveryClient;
import org.springframework.cloud.client.discovery.composite.CompositeDiscoveryClientAutoConfiguration;
import org.springframework.cloud.client.discovery.composite.reactive.ReactiveCompositeDiscoveryClientAutoConfiguration;
import org.springframework.cloud.client.discovery.event.HeartbeatEvent;
import org.springframework.cloud.client.serviceregistry.AutoServiceRegistrationAutoConfiguration;
import org.springframework.cloud.client.serviceregistry.ServiceRegistryAutoConfiguration;
import org.springframework.cloud.commons.util.UtilAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;

import dev.kvstore.autoconfigure.KvStoreAutoConfiguration;
import dev.kvstore.autoconfigure.KvStoreDiscoveryAutoConfiguration;
import dev.kvstore.autoconfigure.KvStoreServiceRegistryAutoConfiguration;

/**
 * An application that says which services it finds.
 */
public final class AheadOfTimeApplication {

	private AheadOfTimeApplication() {
	}

	/**
	 * Starts it.
	 * @param arguments its properties
	 */
	public static void main(String[] arguments) {
		new SpringApplicationBuilder(Configured.class).web(WebApplicationType.NONE).run(arguments);
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ KvStoreAutoConfiguration.class, KvStoreDiscoveryAutoConfiguration.class,
			KvStoreServiceRegistryAutoConfiguration.class, UtilAutoConfiguration.class,
			ServiceRegistryAutoConfiguration.class, AutoServiceRegistrationAutoConfiguration.class,
			CompositeDiscoveryClientAutoConfiguration.class, ReactiveCompositeDiscoveryClientAutoConfiguration.class,
			ReactiveCommonsClientAutoConfiguration.class })
	static class Configured {

		@Bean
		Finder finder(DiscoveryClient client) {
			return new Finder(client);
		}

	}

	static class Finder {

		private final DiscoveryClient client;

		Finder(DiscoveryClient client) {
			this.client = client;
		}

		@EventListener(HeartbeatEvent.class)
		void find() {
			System.out.println("found " + this.client.getServices());
		}

	}

}
