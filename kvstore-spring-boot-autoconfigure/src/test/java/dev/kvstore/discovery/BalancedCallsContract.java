package dev.kvstore.discovery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.cloud.client.discovery.DiscoveryClient;
import org.springframework.cloud.client.discovery.composite.CompositeDiscoveryClientAutoConfiguration;
import org.springframework.cloud.client.discovery.composite.reactive.ReactiveCompositeDiscoveryClientAutoConfiguration;
import org.springframework.cloud.client.loadbalancer.LoadBalanced;
import org.springframework.cloud.client.loadbalancer.LoadBalancerAutoConfiguration;
import org.springframework.cloud.commons.util.UtilAutoConfiguration;
import org.springframework.cloud.loadbalancer.config.BlockingLoadBalancerClientAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.retry.RetryException;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.web.client.RestClient;

import dev.kvstore.autoconfigure.KvStoreAutoConfiguration;
import dev.kvstore.autoconfigure.KvStoreDiscoveryAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What callers by name see on every backend while an instance ends, with Spring Cloud's
 * load balancer and real HTTP.
 */
abstract class BalancedCallsContract {

	/** The TTL that the instances register with. */
	static final Duration TTL = Duration.ofSeconds(3);

	private final String namespace = "calls-" + UUID.randomUUID();

	private final List<AutoCloseable> instances = new ArrayList<>();

	private final RetryTemplate retries = new RetryTemplate(
			RetryPolicy.builder().maxRetries(3).delay(Duration.ofMillis(10)).build());

	private ConfigurableApplicationContext caller;

	/**
	 * Returns where the store is.
	 * @return the properties
	 */
	abstract List<String> store();

	/**
	 * Starts an instance whose {@code close()} ends it as fast as the backend allows.
	 * @param arguments its properties
	 * @return the instance
	 */
	abstract AutoCloseable startInstance(List<String> arguments);

	/**
	 * Returns when an instance that has ended is gone from discovery.
	 * @return the backend's bound
	 */
	abstract Duration longestLife();

	@BeforeEach
	void startCaller() {
		this.caller = new SpringApplicationBuilder(Caller.class).web(WebApplicationType.NONE)
			.run(arguments("spring.cloud.loadbalancer.cache.enabled=false").toArray(String[]::new));
	}

	@AfterEach
	void closeAll() throws Exception {
		this.caller.close();
		for (AutoCloseable instance : this.instances) {
			instance.close();
		}
	}

	private AutoCloseable instance(String name) {
		AutoCloseable started = startInstance(arguments("instance.name=" + name, "kvstore.discovery.ttl=" + TTL));
		this.instances.add(started);
		return started;
	}

	private List<String> arguments(String... more) {
		return Stream.of(store().stream(), Stream.of("kvstore.namespace=" + this.namespace), Stream.of(more))
			.flatMap((properties) -> properties)
			.map((property) -> "--" + property)
			.toList();
	}

	@Test
	void callsSucceedWhileAnInstanceEndsAndAnotherTakesItsPlace() throws Exception {
		AutoCloseable first = instance("first");
		instance("second");
		await().until(() -> found() == 2);
		assertThat(answers()).containsExactlyInAnyOrder("first", "second");
		first.close();
		long end = System.nanoTime();
		while (found() == 2) {
			assertThat(callAndRetry()).isEqualTo("second");
			assertThat(Duration.ofNanos(System.nanoTime() - end)).isLessThan(longestLife().multipliedBy(2));
		}
		assertThat(answers()).containsExactly("second");
		instance("third");
		await().until(() -> found() == 2);
		assertThat(answers()).containsExactlyInAnyOrder("second", "third");
	}

	private int found() {
		return this.caller.getBean(DiscoveryClient.class).getInstances("orders").size();
	}

	private Set<String> answers() {
		Set<String> answers = new HashSet<>();
		for (int time = 0; time < 20; time++) {
			answers.add(call());
		}
		return answers;
	}

	private String callAndRetry() throws RetryException {
		return String.valueOf(this.retries.execute(this::call));
	}

	private String call() {
		return String.valueOf(this.caller.getBean(RestClient.Builder.class)
			.build()
			.get()
			.uri("http://orders/")
			.retrieve()
			.body(String.class));
	}

	private static ConditionFactory await() {
		return Awaitility.await().pollInterval(Duration.ofMillis(20)).atMost(Duration.ofSeconds(60));
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ KvStoreAutoConfiguration.class, KvStoreDiscoveryAutoConfiguration.class,
			UtilAutoConfiguration.class, CompositeDiscoveryClientAutoConfiguration.class,
			ReactiveCompositeDiscoveryClientAutoConfiguration.class, LoadBalancerAutoConfiguration.class,
			org.springframework.cloud.loadbalancer.config.LoadBalancerAutoConfiguration.class,
			BlockingLoadBalancerClientAutoConfiguration.class })
	static class Caller {

		@Bean
		@LoadBalanced
		RestClient.Builder builder() {
			SimpleClientHttpRequestFactory requests = new SimpleClientHttpRequestFactory();
			requests.setConnectTimeout(Duration.ofSeconds(2));
			requests.setReadTimeout(Duration.ofSeconds(5));
			return RestClient.builder().requestFactory(requests);
		}

	}

}
