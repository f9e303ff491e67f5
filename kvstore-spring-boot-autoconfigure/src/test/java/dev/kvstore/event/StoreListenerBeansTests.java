package dev.kvstore.event;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Scope;
import org.springframework.context.annotation.ScopedProxyMode;
import org.springframework.core.annotation.AliasFor;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of what beans and annotations {@link StoreListener} may be on.
 */
class StoreListenerBeansTests extends MapDbApplicationTests {

	StoreListenerBeansTests(@TempDir Path directory) {
		super(directory);
	}

	@Test
	void placeholdersAndMetaAnnotationsAreResolved() {
		Meta meta = start(Meta.class);
		put("flags/a", "1");
		Application.await().until(() -> meta.told.size() == 1);
		assertThat(meta.told).containsExactly("a");
	}

	@Test
	void proxiesAndScopesWork() {
		AnnotationConfigApplicationContext application = start(List.of(), Scopes.class);
		Scopes scopes = application.getBean(Scopes.class);
		assertThat(scopes.made).hasValue(0);
		put("flags/a", "1");
		put("flags/b", "1");
		Application.await().until(() -> scopes.told.size() == 8);
		List<String> lazy = scopes.told.stream().filter((text) -> text.startsWith("lazy")).toList();
		assertThat(lazy).hasSize(2).allMatch((text) -> text.contains(" on kvstore-listener-"));
		assertThat(lazy.get(0).substring(0, 7)).isEqualTo(lazy.get(1).substring(0, 7));
		assertThat(scopes.told.stream().filter((text) -> text.startsWith("prototype"))).hasSize(2)
			.extracting((text) -> text.substring(0, 11))
			.doesNotHaveDuplicates();
		assertThat(scopes.told.stream().filter((text) -> text.startsWith("scoped"))).hasSize(2)
			.extracting((text) -> text.substring(0, 8))
			.doesNotHaveDuplicates();
		assertThat(scopes.told.stream().filter((text) -> text.startsWith("async"))).hasSize(2)
			.allMatch((text) -> text.contains(" on async-"));
	}

	@Target(ElementType.METHOD)
	@Retention(RetentionPolicy.RUNTIME)
	@StoreListener(initial = false)
	@interface FlagListener {

		@AliasFor(annotation = StoreListener.class, attribute = "pattern")
		String below();

	}

	static class Meta {

		private final List<String> told = new CopyOnWriteArrayList<>();

		@FlagListener(below = "${flags.root}/{flag}")
		void changed(String flag) {
			this.told.add(flag);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAsync
	static class Scopes {

		private final List<String> told = new CopyOnWriteArrayList<>();

		private final AtomicInteger made = new AtomicInteger();

		@Bean
		SimpleAsyncTaskExecutor taskExecutor() {
			return new SimpleAsyncTaskExecutor("async-");
		}

		@Bean
		@Lazy
		Named lazy() {
			return named("lazy");
		}

		@Bean
		@Scope("prototype")
		Named prototype() {
			return named("prototype");
		}

		@Bean
		@Scope(scopeName = "prototype", proxyMode = ScopedProxyMode.TARGET_CLASS)
		Named scoped() {
			return named("scoped");
		}

		@Bean
		Asynchronous asynchronous() {
			return new AsynchronousNamed(this.told);
		}

		private Named named(String name) {
			return new Named(name + " " + this.made.incrementAndGet(), this.told);
		}

	}

	static class Named {

		private final String name;

		private final List<String> told;

		Named(String name, List<String> told) {
			this.name = name;
			this.told = told;
		}

		@StoreListener("flags/*")
		void changed() {
			this.told.add(this.name + " on " + Thread.currentThread().getName());
		}

	}

	interface Asynchronous {

		void changed();

	}

	static class AsynchronousNamed implements Asynchronous {

		private final List<String> told;

		AsynchronousNamed(List<String> told) {
			this.told = told;
		}

		@Async
		@Override
		@StoreListener("flags/*")
		public void changed() {
			this.told.add("async on " + Thread.currentThread().getName());
		}

	}

}
