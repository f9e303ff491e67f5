package dev.kvstore.lifecycle;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.core.env.Environment;

import dev.kvstore.api.Store;
import dev.kvstore.api.StoreActivity;
import dev.kvstore.connection.StoreDecorator;
import dev.kvstore.connection.StoreFactories;
import dev.kvstore.leader.LeaderElector;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for who closes a store that several contexts or several beans have.
 */
class ContextHierarchyTests {

	private final Path directory;

	ContextHierarchyTests(@TempDir Path directory) {
		this.directory = directory;
	}

	@Test
	void contextBelowLeavesTheStoreAndItsFeaturesOpen() {
		ConfigurableApplicationContext parent = start(Decorated.class);
		ConfigurableApplicationContext child = new SpringApplicationBuilder(Applications.Features.class).parent(parent)
			.web(WebApplicationType.NONE)
			.run("--spring.main.banner-mode=off", "--kvstore.leader.roles=web",
					"--kvstore.mapdb.path=" + this.directory.resolve("other.db"));
		LeaderElector elector = parent.getBean(LeaderElector.class);
		Applications.await().until(() -> elector.isLeader("web"));
		assertThat(child.getBean(Store.class)).isSameAs(parent.getBean(Store.class));
		assertThat(child.getBean(LeaderElector.class)).isSameAs(elector);
		child.close();
		List<String> closed = parent.getBean(Decorated.class).closed;
		assertThat(closed).isEmpty();
		assertThat(elector.isLeader("web")).isTrue();
		assertThat(parent.getBean(StoreActivity.class).watches()).isNotEmpty();
		parent.getBean(Store.class).put("a", new byte[0]);
		parent.close();
		assertThat(closed).containsExactly("kvStore");
	}

	@Test
	void contextAboveTakesTheOneBelowWithItBeforeTheStoreIsClosed() {
		ConfigurableApplicationContext parent = start(Decorated.class);
		List<String> closed = parent.getBean(Decorated.class).closed;
		ConfigurableApplicationContext child = new SpringApplicationBuilder(Below.class).parent(parent)
			.web(WebApplicationType.NONE)
			.run("--spring.main.banner-mode=off");
		parent.close();
		assertThat(child.isActive()).isFalse();
		assertThat(closed).containsExactly("the context below", "kvStore");
	}

	@Test
	void storesOfTheApplicationAreClosedOnceEach() {
		ConfigurableApplicationContext context = start(TwoStores.class);
		List<String> closed = context.getBean(TwoStores.class).closed;
		LeaderElector elector = context.getBean(LeaderElector.class);
		Applications.await().until(() -> elector.isLeader("web"));
		context.close();
		assertThat(closed).containsExactlyInAnyOrder("one", "other");
	}

	private ConfigurableApplicationContext start(Class<?> beans) {
		return Applications.start(WebApplicationType.NONE, beans,
				List.of("kvstore.mapdb.path=" + this.directory.resolve("test.db")));
	}

	@Configuration(proxyBeanMethods = false)
	static class Decorated {

		private final List<String> closed = new CopyOnWriteArrayList<>();

		@Bean
		StoreDecorator noting() {
			return (store) -> NotedStore.of(store, () -> this.closed.add("kvStore"));
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Below {

		@Bean(destroyMethod = "run")
		Runnable farewell(Store store, Decorated above) {
			return () -> {
				store.put("farewell", new byte[0]);
				above.closed.add("the context below");
			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class TwoStores {

		private final List<String> closed = new CopyOnWriteArrayList<>();

		@Bean
		@Primary
		Store one(Environment environment) {
			return open("one", environment);
		}

		@Bean
		Store other(Environment environment) {
			return open("other", environment);
		}

		private Store open(String name, Environment environment) {
			return NotedStore.of(
					StoreFactories.create("mapdb", environment.getRequiredProperty("kvstore.mapdb.path") + "-" + name),
					() -> this.closed.add(name));
		}

	}

}
