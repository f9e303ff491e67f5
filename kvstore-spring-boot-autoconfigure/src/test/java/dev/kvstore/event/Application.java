package dev.kvstore.event;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

import dev.kvstore.api.Store;
import dev.kvstore.autoconfigure.KvStoreEventAutoConfiguration;
import dev.kvstore.autoconfigure.KvStoreReactiveEventAutoConfiguration;

/**
 * An application on a store that outlives it.
 */
final class Application {

	private Application() {
	}

	static AnnotationConfigApplicationContext start(Store store, List<String> properties, Class<?>... beans) {
		AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
		TestPropertyValues.of(properties).applyTo(context);
		context.registerBean(Store.class, () -> store, (definition) -> definition.setDestroyMethodName(""));
		Arrays.stream(beans).forEach(context::register);
		context.register(KvStoreEventAutoConfiguration.class, KvStoreReactiveEventAutoConfiguration.class);
		context.refresh();
		return context;
	}

	static ConditionFactory await() {
		return Awaitility.await().pollInterval(Duration.ofMillis(5)).atMost(Duration.ofSeconds(60));
	}

}
