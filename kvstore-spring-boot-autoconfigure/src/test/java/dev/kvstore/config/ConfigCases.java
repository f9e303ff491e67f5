package dev.kvstore.config;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.PropertySource;

import dev.kvstore.api.KeyValue;
import dev.kvstore.api.Store;
import dev.kvstore.config.ImportingApplication.RecordedChanges;
import dev.kvstore.connection.StoreFactories;
import dev.kvstore.connection.StoreSettings;

/**
 * What the cases of imported configuration need: a backend, and applications that end
 * with the case.
 */
abstract class ConfigCases {

	private final String namespace = "config-" + UUID.randomUUID();

	private final List<ConfigurableApplicationContext> contexts = new ArrayList<>();

	private Store store;

	abstract String backend();

	abstract String endpoint();

	@BeforeEach
	final void open() {
		this.store = StoreFactories.create(backend(), StoreSettings.defaults().withEndpoints(endpoint()));
	}

	@AfterEach
	final void close() {
		this.contexts.forEach(ConfigurableApplicationContext::close);
		this.store.close();
	}

	final KeyValue put(String key, String value) {
		return this.store.put(this.namespace + "/" + key, value.getBytes(StandardCharsets.UTF_8));
	}

	final void delete(String key) {
		this.store.delete(this.namespace + "/" + key);
	}

	final ImportingApplication application(String location, String... properties) {
		return applicationAt(endpoint(), location, properties);
	}

	final ImportingApplication applicationAt(String endpoint, String location, String... properties) {
		return new ImportingApplication(Stream.concat(Stream.of("spring.config.import=" + location,
				"kvstore.backend=" + backend(), "kvstore.endpoints=" + endpoint, "kvstore.namespace=" + this.namespace,
				"kvstore.connect-timeout=2s", "kvstore.request-timeout=2s"), Stream.of(properties)));
	}

	final ConfigurableApplicationContext run(ImportingApplication application) {
		ConfigurableApplicationContext context = application.run();
		this.contexts.add(context);
		return context;
	}

	final ConfigurableApplicationContext run(String location, String... properties) {
		return run(application(location, properties));
	}

	static RecordedChanges changes(ConfigurableApplicationContext context) {
		return context.getBean(RecordedChanges.class);
	}

	static @Nullable String property(ConfigurableApplicationContext context, String name) {
		return context.getEnvironment().getProperty(name);
	}

	static PropertySource<?> source(ConfigurableApplicationContext context, String name) {
		return Objects.requireNonNull(context.getEnvironment().getPropertySources().get(name));
	}

	static ConditionFactory await() {
		return Awaitility.await().pollInterval(Duration.ofMillis(5)).atMost(Duration.ofSeconds(60));
	}

}
