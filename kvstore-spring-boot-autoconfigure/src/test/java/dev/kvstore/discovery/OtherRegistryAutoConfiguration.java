package dev.kvstore.discovery;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.cloud.client.DefaultServiceInstance;
import org.springframework.cloud.client.serviceregistry.AutoServiceRegistration;
import org.springframework.cloud.client.serviceregistry.Registration;
import org.springframework.cloud.client.serviceregistry.ServiceRegistry;
import org.springframework.cloud.client.serviceregistry.ServiceRegistryAutoConfiguration;
import org.springframework.context.annotation.Bean;

/**
 * The registry of another library, which is ordered as those of Spring Cloud are.
 */
@AutoConfiguration(before = ServiceRegistryAutoConfiguration.class)
public final class OtherRegistryAutoConfiguration {

	@Bean
	OtherRegistry otherRegistry() {
		return new OtherRegistry();
	}

	@Bean
	OtherRegistration otherRegistration() {
		return new OtherRegistration();
	}

	@Bean
	AutoServiceRegistration otherAutoServiceRegistration() {
		return new AutoServiceRegistration() {
		};
	}

	static final class OtherRegistration extends DefaultServiceInstance implements Registration {

		OtherRegistration() {
			super("one", "orders", "h", 80, false);
		}

	}

	static final class OtherRegistry implements ServiceRegistry<OtherRegistration> {

		@Override
		public void register(@Nullable OtherRegistration registration) {
		}

		@Override
		public void deregister(@Nullable OtherRegistration registration) {
		}

		@Override
		public void close() {
		}

		@Override
		public void setStatus(OtherRegistration registration, String status) {
		}

		@Override
		@SuppressWarnings({ "unchecked", "TypeParameterUnusedInFormals" })
		public <T> T getStatus(OtherRegistration registration) {
			return (T) "UP";
		}

	}

}
