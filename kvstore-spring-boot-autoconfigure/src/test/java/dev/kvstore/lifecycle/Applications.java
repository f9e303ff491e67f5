package dev.kvstore.lifecycle;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.autoconfigure.context.LifecycleAutoConfiguration;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.boot.autoconfigure.task.TaskSchedulingAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.kvstore.autoconfigure.KvStoreActivityAutoConfiguration;
import dev.kvstore.autoconfigure.KvStoreAutoConfiguration;
import dev.kvstore.autoconfigure.KvStoreEndpointAutoConfiguration;
import dev.kvstore.autoconfigure.KvStoreEventAutoConfiguration;
import dev.kvstore.autoconfigure.KvStoreHealthAutoConfiguration;
import dev.kvstore.autoconfigure.KvStoreLeaderAutoConfiguration;
import dev.kvstore.autoconfigure.KvStoreLeaderHealthAutoConfiguration;
import dev.kvstore.autoconfigure.KvStoreLeaderInfoAutoConfiguration;
import dev.kvstore.autoconfigure.KvStoreLockAutoConfiguration;
import dev.kvstore.autoconfigure.KvStoreLockRegistryAutoConfiguration;
import dev.kvstore.autoconfigure.KvStoreMetricsAutoConfiguration;
import dev.kvstore.autoconfigure.KvStoreObservationAutoConfiguration;
import dev.kvstore.autoconfigure.KvStoreReactiveEventAutoConfiguration;
import dev.kvstore.autoconfigure.KvStoreShedLockAutoConfiguration;
import dev.kvstore.autoconfigure.KvStoreTemplateAutoConfiguration;

/**
 * Starts applications with all features.
 */
public final class Applications {

	private Applications() {
	}

	/**
	 * Starts an application.
	 * @param type whether it has a web server
	 * @param beans its own beans
	 * @param properties properties as {@code name=value}
	 * @return the running application
	 */
	public static ConfigurableApplicationContext start(WebApplicationType type, Class<?> beans,
			List<String> properties) {
		String[] arguments = Stream.concat(
				Stream.of("server.port=0", "spring.main.banner-mode=off", "logging.register-shutdown-hook=false",
						"spring.docker.compose.enabled=false", "kvstore.watch.directories=published",
						"kvstore.leader.roles=web", "management.endpoints.web.exposure.include=kvstore"),
				properties.stream())
			.map((property) -> "--" + property)
			.toArray(String[]::new);
		return new SpringApplicationBuilder(Features.class, beans).web(type).registerShutdownHook(false).run(arguments);
	}

	/**
	 * Waits for a condition.
	 * @return what waits
	 */
	public static ConditionFactory await() {
		return Awaitility.await().pollInterval(Duration.ofMillis(10)).atMost(Duration.ofSeconds(60));
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ AopAutoConfiguration.class, LifecycleAutoConfiguration.class,
			TaskExecutionAutoConfiguration.class, TaskSchedulingAutoConfiguration.class,
			TomcatServletWebServerAutoConfiguration.class, KvStoreActivityAutoConfiguration.class,
			KvStoreAutoConfiguration.class, KvStoreEndpointAutoConfiguration.class, KvStoreEventAutoConfiguration.class,
			KvStoreHealthAutoConfiguration.class, KvStoreLeaderAutoConfiguration.class,
			KvStoreLeaderHealthAutoConfiguration.class, KvStoreLeaderInfoAutoConfiguration.class,
			KvStoreLockAutoConfiguration.class, KvStoreLockRegistryAutoConfiguration.class,
			KvStoreMetricsAutoConfiguration.class, KvStoreObservationAutoConfiguration.class,
			KvStoreReactiveEventAutoConfiguration.class, KvStoreShedLockAutoConfiguration.class,
			KvStoreTemplateAutoConfiguration.class })
	public static class Features {

		@Bean
		SimpleMeterRegistry meterRegistry() {
			return new SimpleMeterRegistry();
		}

		@Bean
		ObservationRegistry observationRegistry() {
			return ObservationRegistry.create();
		}

	}

}
