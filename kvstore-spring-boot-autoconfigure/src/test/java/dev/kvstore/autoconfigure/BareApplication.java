package dev.kvstore.autoconfigure;

import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.Callable;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.DefaultResourceLoader;
import org.springframework.util.ClassUtils;

import dev.kvstore.api.Store;

/**
 * An application that wants all there is for operators and other services, loaded by any
 * class loader.
 */
public final class BareApplication implements Callable<Set<String>> {

	private final Path file;

	/**
	 * Creates an application.
	 * @param file where it keeps its store
	 */
	public BareApplication(Path file) {
		this.file = file;
	}

	/**
	 * Starts it, uses its store and ends it.
	 * @return the names of its beans
	 */
	@Override
	public Set<String> call() {
		ClassLoader loader = getClass().getClassLoader();
		ClassLoader before = ClassUtils.overrideThreadContextClassLoader(loader);
		try (ConfigurableApplicationContext context = new SpringApplicationBuilder(new DefaultResourceLoader(loader),
				Configured.class)
			.web(WebApplicationType.NONE)
			.run("--kvstore.mapdb.path=" + this.file, "--kvstore.leader.readiness-roles=role",
					"--management.endpoints.jmx.exposure.include=*")) {
			context.getBean(Store.class).put("a", new byte[0]);
			return Set.of(context.getBeanDefinitionNames());
		}
		finally {
			ClassUtils.overrideThreadContextClassLoader(before);
		}
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ KvStoreAutoConfiguration.class, KvStoreActivityAutoConfiguration.class,
			KvStoreHealthAutoConfiguration.class, KvStoreEndpointAutoConfiguration.class,
			KvStoreLeaderAutoConfiguration.class, KvStoreLeaderHealthAutoConfiguration.class,
			KvStoreLeaderInfoAutoConfiguration.class, KvStoreDiscoveryAutoConfiguration.class,
			KvStoreServiceRegistryAutoConfiguration.class })
	static class Configured {

	}

}
