package dev.kvstore.autoconfigure;

import java.util.List;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.io.DefaultResourceLoader;

import dev.kvstore.api.Store;
import dev.kvstore.api.StoreException;
import dev.kvstore.connection.StoreFactory;

import static org.assertj.core.api.Assertions.assertThatException;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * Applications that do not start.
 */
final class FailedStart {

	private FailedStart() {
	}

	static void withProperties(String... properties) {
		withFactories(List.of(), properties);
	}

	static void withStatus(StoreException failure) {
		Store store = mock();
		given(store.status()).willThrow(failure);
		withFactories(List.of(new FixedStoreFactory("mine", store)), "kvstore.backend=mine");
	}

	static void withFactories(List<StoreFactory> factories, String... properties) {
		SpringApplication application = new SpringApplication(KvStoreAutoConfiguration.class);
		application.addInitializers((context) -> {
			GenericApplicationContext beans = (GenericApplicationContext) context;
			factories.forEach((factory) -> beans.registerBean(factory.name(), StoreFactory.class, () -> factory));
		});
		run(application, properties);
	}

	static void withClassLoader(ClassLoader loader, String... properties) throws ClassNotFoundException {
		Class<?> source = loader.loadClass(KvStoreAutoConfiguration.class.getName());
		run(new SpringApplication(new DefaultResourceLoader(loader), source), properties);
	}

	static void run(SpringApplication application, String... properties) {
		application.setWebApplicationType(WebApplicationType.NONE);
		String[] arguments = List.of(properties).stream().map((property) -> "--" + property).toArray(String[]::new);
		assertThatException().isThrownBy(() -> application.run(arguments).close());
	}

}
