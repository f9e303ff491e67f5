package dev.kvstore.health;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

import dev.kvstore.api.Store;
import dev.kvstore.autoconfigure.KvStoreActivityAutoConfiguration;
import dev.kvstore.autoconfigure.KvStoreAutoConfiguration;
import dev.kvstore.autoconfigure.KvStoreHealthAutoConfiguration;

/**
 * An application with a store whose health is asked for.
 */
final class ObservedApplication implements AutoCloseable {

	private final String backend;

	private final ConfigurableApplicationContext context;

	private ObservedApplication(String backend, ConfigurableApplicationContext context) {
		this.backend = backend;
		this.context = context;
	}

	static ObservedApplication start(String backend, List<String> endpoints, String... properties) {
		String[] arguments = Stream
			.concat(Stream.of("kvstore.backend=" + backend, "kvstore.endpoints=" + String.join(",", endpoints)),
					Stream.of(properties))
			.map((property) -> "--" + property)
			.toArray(String[]::new);
		return new ObservedApplication(backend,
				new SpringApplicationBuilder(Configured.class).web(WebApplicationType.NONE).run(arguments));
	}

	Store store() {
		return this.context.getBean(Store.class);
	}

	Health health() {
		CompositeHealthContributor all = this.context.getBean("kvstoreHealthContributor",
				CompositeHealthContributor.class);
		return Objects
			.requireNonNull(((HealthIndicator) Objects.requireNonNull(all.getContributor(this.backend))).health());
	}

	boolean is(Status status) {
		return health().getStatus().equals(status);
	}

	@Override
	public void close() {
		this.context.close();
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ KvStoreAutoConfiguration.class, KvStoreActivityAutoConfiguration.class,
			KvStoreHealthAutoConfiguration.class })
	static class Configured {

	}

}
