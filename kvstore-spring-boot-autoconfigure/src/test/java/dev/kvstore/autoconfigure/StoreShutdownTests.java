package dev.kvstore.autoconfigure;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationListener;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.event.ContextClosedEvent;

import dev.kvstore.api.KeyValue;
import dev.kvstore.api.Store;
import dev.kvstore.api.StoreClosedException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for the moment at which {@link KvStoreAutoConfiguration} closes the store.
 */
class StoreShutdownTests {

	private final Path directory;

	StoreShutdownTests(@TempDir Path directory) {
		this.directory = directory;
	}

	@Test
	void contextClosesTheStore() {
		runner().run((context) -> {
			Store store = context.getBean(Store.class);
			assertThat(store.exists("a")).isFalse();
			context.close();
			assertThatExceptionOfType(StoreClosedException.class).isThrownBy(() -> store.exists("a"));
		});
	}

	@Test
	void storeWorksUntilTheBeansThatUseItAreGone() {
		runner().withUserConfiguration(Farewells.class).run((context) -> assertThat(context).hasNotFailed());
		runner().run((context) -> assertThat(context.getBean(Store.class).list("farewell")).extracting(KeyValue::key)
			.containsExactly("farewell/destroyed", "farewell/destroyed-lazy", "farewell/listener",
					"farewell/stopped-first", "farewell/stopped-last"));
	}

	private ApplicationContextRunner runner() {
		return new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(KvStoreAutoConfiguration.class))
			.withPropertyValues("kvstore.mapdb.path=" + this.directory.resolve("test.db"));
	}

	private static void farewell(Store store, String name) {
		store.put("farewell/" + name, new byte[0]);
	}

	@Configuration(proxyBeanMethods = false)
	static class Farewells {

		@Bean
		DisposableBean destroyed(Store store) {
			return () -> farewell(store, "destroyed");
		}

		@Bean
		DisposableBean destroyedLazy(@Lazy Store store) {
			farewell(store, "destroyed-lazy");
			store.delete("farewell/destroyed-lazy");
			return () -> farewell(store, "destroyed-lazy");
		}

		@Bean
		ApplicationListener<ContextClosedEvent> listener(Store store) {
			return (event) -> farewell(store, "listener");
		}

		@Bean
		StoppedBean stoppedFirst(Store store) {
			return new StoppedBean(Integer.MAX_VALUE, () -> farewell(store, "stopped-first"));
		}

		@Bean
		StoppedBean stoppedLast(Store store) {
			return new StoppedBean(Integer.MIN_VALUE, () -> farewell(store, "stopped-last"));
		}

	}

	static final class StoppedBean implements SmartLifecycle {

		private final int phase;

		private final Runnable farewell;

		private boolean running;

		StoppedBean(int phase, Runnable farewell) {
			this.phase = phase;
			this.farewell = farewell;
		}

		@Override
		public void start() {
			this.running = true;
		}

		@Override
		public void stop() {
			this.running = false;
			this.farewell.run();
		}

		@Override
		public boolean isRunning() {
			return this.running;
		}

		@Override
		public int getPhase() {
			return this.phase;
		}

	}

}
