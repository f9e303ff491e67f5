package dev.kvstore.config;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.ApplicationRunner;
import org.springframework.cloud.context.environment.EnvironmentChangeEvent;
import org.springframework.cloud.context.refresh.ContextRefresher;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.core.env.PropertySource;

import dev.kvstore.api.Store;
import dev.kvstore.api.StoreClosedException;
import dev.kvstore.connection.KvStoreConnectionDetails;
import dev.kvstore.connection.StoreFactories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for the store that configuration is imported from: whose it is, and when it is
 * closed.
 */
class ConfigLifecycleTests extends EmbeddedConfigCases {

	@BeforeEach
	void write() {
		put("config/app/a", "1");
	}

	@Test
	void isClosedIfTheEnvironmentCannotBePrepared() {
		assertClosed(application("kvstore:,kvstore:missing"));
	}

	@Test
	void isClosedIfTheContextCannotBePrepared() {
		ImportingApplication application = application("kvstore:");
		application.application().addInitializers((context) -> {
			throw new IllegalStateException("Failed to initialize");
		});
		assertClosed(application);
	}

	@Test
	void isClosedIfTheSourcesCannotBeLoaded() {
		ImportingApplication application = application("kvstore:");
		application.application().getSources().add("classpath:does-not-exist.xml");
		assertClosed(application);
	}

	@Test
	void isClosedIfTheContextCannotBeRefreshed() {
		assertClosed(application("kvstore:").with(FailingBean.class));
	}

	@Test
	void isClosedAfterTheBeansIfARunnerFails() {
		FailingRunner.failure.set(null);
		assertClosed(application("kvstore:").with(FailingRunner.class));
		assertThat(FailingRunner.failure).hasValue(null);
	}

	private static void assertClosed(ImportingApplication application) {
		assertThatException().isThrownBy(() -> application.run().close());
		assertThat(application.store()).isNotNull();
		assertThatExceptionOfType(StoreClosedException.class).isThrownBy(() -> application.store().exists("a"));
	}

	@Test
	void storeOfTheUserIsNotTheOneOfTheImportWhichIsClosedWithTheContext() {
		ImportingApplication application = application("kvstore:").with(OwnStore.class);
		ConfigurableApplicationContext context = run(application);
		assertThat(context.getBean(Store.class)).isNotSameAs(application.store());
		assertThat(application.store().exists("config/app/a")).isTrue();
		context.close();
		assertThatExceptionOfType(StoreClosedException.class).isThrownBy(() -> application.store().exists("a"));
	}

	@Test
	void connectionDetailsOfTheUserOpenAStoreOfTheirOwn() {
		ImportingApplication application = application("kvstore:", "kvstore.config.refresh-quiet-period=50ms")
			.with(OtherPlace.class);
		ConfigurableApplicationContext context = run(application);
		assertThat(context.getBean(Store.class)).isNotSameAs(application.store());
		assertThat(context.getBean(Store.class).exists("config/app/a")).isFalse();
		put("config/app/a", "2");
		await().until(() -> "2".equals(property(context, "a")));
		context.close();
		assertThatExceptionOfType(StoreClosedException.class).isThrownBy(() -> application.store().exists("a"));
	}

	@Test
	void childContextTakesNeitherTheStoreNorTheRefresh() {
		ConfigurableApplicationContext context = run(
				application("kvstore:", "kvstore.config.refresh-quiet-period=50ms"));
		Store store = context.getBean(Store.class);
		AnnotationConfigApplicationContext child = new AnnotationConfigApplicationContext();
		child.setParent(context);
		child.register(ImportingApplication.Wiring.class);
		child.refresh();
		assertThat(context.getBean(ConfigRefresher.class).isRunning()).isTrue();
		assertThat(child.getBean(ConfigRefresher.class)).isNotSameAs(context.getBean(ConfigRefresher.class))
			.returns(false, ConfigRefresher::isRunning);
		child.close();
		assertThat(store.exists("config/app/a")).isTrue();
		put("config/app/a", "2");
		await().until(() -> "2".equals(property(context, "a")));
	}

	@Test
	void refreshOfSpringCloudReadsAgainFromTheSameStore() {
		ImportingApplication application = application("kvstore:", "kvstore.config.refresh=false");
		ConfigurableApplicationContext context = run(application);
		put("config/app/a", "2");
		put("config/app/b", "1");
		assertThat(context.getBean(ContextRefresher.class).refresh()).containsExactlyInAnyOrder("a", "b");
		assertThat(property(context, "a")).isEqualTo("2");
		delete("config/app/b");
		assertThat(context.getBean(ContextRefresher.class).refresh()).containsExactly("b");
		assertThat(property(context, "b")).isNull();
		assertThat(context.getBean(Store.class)).isSameAs(application.store());
		assertThat(context.getEnvironment().getPropertySources().stream().map(PropertySource::getName))
			.filteredOn((name) -> name.startsWith("kvstore:"))
			.doesNotHaveDuplicates();
		assertThat(changes(context).changes()).isEmpty();
	}

	@Test
	void refreshOfSpringCloudTakesADirectoryWithoutKeys() {
		ConfigurableApplicationContext context = run("kvstore:", "kvstore.config.refresh=false");
		delete("config/app/a");
		assertThat(context.getBean(ContextRefresher.class).refresh()).containsExactly("a");
		assertThat(property(context, "a")).isNull();
	}

	@Test
	void refreshOfSpringCloudLeavesAloneWhatIsFollowed() {
		ConfigurableApplicationContext context = run("kvstore:", "kvstore.config.refresh-quiet-period=50ms");
		context.getBean(ContextRefresher.class).refresh();
		put("config/app/a", "2");
		await().until(() -> !changes(context).changes().isEmpty());
		assertThat(changes(context).changes()).containsExactly(List.of("a"));
		assertThat(property(context, "a")).isEqualTo("2");
	}

	@ParameterizedTest
	@ValueSource(classes = { ClosingListener.class, ClosingCloudListener.class })
	void listenerThatClosesTheApplicationIsNotInterrupted(Class<? extends Closing> listener) {
		ImportingApplication application = application("kvstore:", "kvstore.config.refresh-quiet-period=50ms")
			.with(listener);
		Closing closing = run(application).getBean(listener);
		put("config/app/a", "2");
		await().until(() -> closing.interrupted != null);
		assertThat(closing.interrupted).isFalse();
		assertThatExceptionOfType(StoreClosedException.class).isThrownBy(() -> application.store().exists("a"));
	}

	abstract static class Closing {

		private volatile @Nullable Boolean interrupted;

		final void close(Object source) {
			((ConfigurableApplicationContext) source).close();
			this.interrupted = Thread.currentThread().isInterrupted();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ClosingListener extends Closing {

		@EventListener
		void changed(KvStoreConfigChangedEvent event) {
			close(event.getApplicationContext());
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ClosingCloudListener extends Closing {

		@EventListener
		void changed(EnvironmentChangeEvent event) {
			close(event.getSource());
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class FailingBean {

		@Bean
		Object failing(Store store) {
			throw new IllegalStateException("Failed to create");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class FailingRunner {

		private static final AtomicReference<RuntimeException> failure = new AtomicReference<>();

		@Bean
		DisposableBean userOfTheStore(Store store) {
			return () -> {
				try {
					store.exists("a");
				}
				catch (RuntimeException ex) {
					failure.set(ex);
				}
			};
		}

		@Bean
		ApplicationRunner failing() {
			return (arguments) -> {
				throw new IllegalStateException("Failed to run");
			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnStore {

		@Bean
		Store own(Environment environment) {
			return StoreFactories.create("mapdb", environment.getRequiredProperty("kvstore.endpoints") + ".own");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OtherPlace {

		@Bean
		KvStoreConnectionDetails otherPlace(Environment environment) {
			return () -> List.of(environment.getRequiredProperty("kvstore.endpoints") + ".other");
		}

	}

}
