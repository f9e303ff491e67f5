package dev.kvstore.autoconfigure;

import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.annotation.ReflectiveRuntimeHintsRegistrar;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.event.EventListener;
import org.springframework.core.io.DefaultResourceLoader;

import dev.kvstore.ReducedClassPath;
import dev.kvstore.api.KeyValue;
import dev.kvstore.api.Store;
import dev.kvstore.api.ValueConverter;
import dev.kvstore.event.KeyPutEvent;
import dev.kvstore.event.StoreListener;
import dev.kvstore.event.StoreListeners;
import dev.kvstore.event.WatchEventPublisher;
import dev.kvstore.event.WatchProperties;
import dev.kvstore.event.WatchSyncedEvent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link KvStoreEventAutoConfiguration}.
 */
@ExtendWith(OutputCaptureExtension.class)
class KvStoreEventAutoConfigurationTests {

	private final ApplicationContextRunner runner;

	private final Path file;

	KvStoreEventAutoConfigurationTests(@TempDir Path directory) {
		this.file = directory.resolve("test.db");
		this.runner = new ApplicationContextRunner()
			.withConfiguration(
					AutoConfigurations.of(KvStoreAutoConfiguration.class, KvStoreEventAutoConfiguration.class))
			.withPropertyValues("kvstore.mapdb.path=" + this.file);
	}

	@Test
	void isAnAutoConfiguration() {
		assertThat(ImportCandidates.load(AutoConfiguration.class, null))
			.contains(KvStoreEventAutoConfiguration.class.getName());
	}

	@Test
	void nothingIsWatchedByDefaultAndThereIsNoThread() {
		this.runner.run((context) -> {
			assertThat(context).hasSingleBean(WatchEventPublisher.class).hasSingleBean(StoreListeners.class);
			assertThat(context.getBean(WatchEventPublisher.class).isRunning()).isTrue();
			context.getBean(Store.class).put("a", new byte[0]);
			Awaitility.await()
				.untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet()).extracting(Thread::getName)
					.noneMatch((name) -> name.startsWith("kvstore-listener") || name.startsWith("kvstore-watch")));
			assertThat(context.getBean(WatchProperties.class))
				.isEqualTo(new WatchProperties(true, List.of(), List.of(), false));
		});
	}

	@Test
	void propertiesReachThePublisherAndPatternsTheListeners() {
		this.runner.withBean(Told.class)
			.withBean(ValueConverter.class, () -> mock(ValueConverter.class))
			.withPropertyValues("kvstore.watch.directories=a", "kvstore.watch.keys=b,c/d", "kvstore.namespace=team")
			.run((context) -> {
				Told told = context.getBean(Told.class);
				Awaitility.await().until(() -> told.synced.size() == 3);
				List.of("a/x", "b", "b/x", "c/d", "d")
					.forEach((key) -> context.getBean(Store.class).put(key, new byte[0]));
				Awaitility.await().until(() -> told.published.size() == 3 && told.listened.size() == 1);
				assertThat(told.published).containsExactlyInAnyOrder("a/x", "b", "c/d");
				assertThat(told.listened).containsExactly("a/x");
				assertThat(told.synced).containsExactlyInAnyOrder("a/", "b", "c/d");
			});
	}

	@Test
	void lazyInitializationKeepsNoChangeFromListeners() {
		this.runner
			.withInitializer(
					(context) -> context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()))
			.withBean(Told.class)
			.withBean(ValueConverter.class, () -> mock(ValueConverter.class))
			.withPropertyValues("kvstore.watch.directories=a", "kvstore.watch.publish-initial=true")
			.run((context) -> {
				context.getBean(Store.class).put("a/x", new byte[0]);
				Told told = context.getBean(Told.class);
				Awaitility.await().until(() -> told.published.size() == 1 && told.listened.size() == 1);
			});
	}

	@Test
	void disabledCreatesNothing() {
		this.runner.withPropertyValues("kvstore.watch.enabled=false")
			.run((context) -> assertThat(context).hasSingleBean(Store.class)
				.doesNotHaveBean(WatchEventPublisher.class)
				.doesNotHaveBean(StoreListeners.class));
	}

	@Test
	void withoutAStoreThereIsNothing() {
		this.runner.withPropertyValues("kvstore.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(WatchEventPublisher.class)
				.doesNotHaveBean(StoreListeners.class));
	}

	@Test
	void beansOfTheUserTakeThePlaceOfOurs() {
		WatchProperties nothing = new WatchProperties(true, List.of(), List.of(), false);
		this.runner.withBean("ownPublisher", WatchEventPublisher.class,
				() -> new WatchEventPublisher(mock(), nothing, (event) -> {
				}))
			.run((context) -> assertThat(context).hasSingleBean(WatchEventPublisher.class).hasBean("ownPublisher"));
	}

	private void start(ClassLoader loader, String... properties) throws ClassNotFoundException {
		Class<?> source = loader.loadClass(BadApplication.class.getName());
		String[] all = Stream.concat(Stream.of("kvstore.mapdb.path=" + this.file), Stream.of(properties))
			.toArray(String[]::new);
		FailedStart.run(new SpringApplication(new DefaultResourceLoader(loader), source), all);
	}

	@ParameterizedTest
	@CsvSource({ "kvstore.watch.directories, a//b, directories", "kvstore.watch.directories, .., directories",
			"kvstore.watch.keys, /, keys", "kvstore.watch.keys, .kvstore/a, keys" })
	void whatCannotBeWatchedIsAnalyzed(String property, String value, String expected, CapturedOutput output)
			throws ClassNotFoundException {
		start(getClass().getClassLoader(), property + "=" + value, "bad.pattern=fine");
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains("The property '" + property + "' has the value '")
			.contains("Change it: '" + property + "' must be " + expected + " such as 'team/");
	}

	@Test
	void badValueFailsTheStartAndNamesTheProperty(CapturedOutput output) throws ClassNotFoundException {
		start(getClass().getClassLoader(), "kvstore.watch.publish-initial=perhaps", "bad.pattern=fine");
		assertThat(output).contains("kvstore.watch.publish-initial");
	}

	@Test
	void badMethodIsAnalyzed(CapturedOutput output) throws ClassNotFoundException {
		start(getClass().getClassLoader(), "bad.pattern=a/{");
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains("@StoreListener on " + BadListener.class.getName() + ".changed has a pattern '${bad.pattern}'")
			.contains("Write it as 'config/{tenant}/flags/{flag}'");
	}

	@Test
	void missingSpringWebIsNamedIfAPatternNeedsIt(CapturedOutput output) throws Exception {
		try (URLClassLoader loader = ReducedClassPath.withTestsAndWithout("org.springframework.web")) {
			start(loader, "bad.pattern=a/{b}");
			assertThat(output).contains("APPLICATION FAILED TO START")
				.contains("Add the dependency 'org.springframework:spring-web', or name one key");
		}
	}

	@Test
	void hintsKeepListenerMethodsAndTheirPayloads() {
		RuntimeHints hints = new RuntimeHints();
		new ReflectiveRuntimeHintsRegistrar().registerRuntimeHints(hints, Told.class);
		new ReflectiveRuntimeHintsRegistrar().registerRuntimeHints(hints, Counting.class);
		assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(Counting.class, "counted")).accepts(hints);
		assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(Told.class, "listened")).accepts(hints);
		assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(Payload.class, "color")).accepts(hints);
		assertThat(RuntimeHintsPredicates.reflection().onType(KeyValue.class)).rejects(hints);
	}

	static class Told {

		private final List<String> published = new CopyOnWriteArrayList<>();

		private final List<String> listened = new CopyOnWriteArrayList<>();

		private final List<String> synced = new CopyOnWriteArrayList<>();

		@EventListener
		void published(KeyPutEvent event) {
			this.published.add(event.key());
		}

		@EventListener
		void synced(WatchSyncedEvent event) {
			this.synced.add(event.watch().toString());
		}

		@StoreListener("a/none")
		void painted(Optional<Payload> payload) {
			throw new IllegalStateException();
		}

		@StoreListener("a/{name}")
		void listened(KeyValue keyValue) {
			this.listened.add(keyValue.key());
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Import({ KvStoreAutoConfiguration.class, KvStoreEventAutoConfiguration.class, BadListener.class })
	static class BadApplication {

	}

	static class BadListener {

		@StoreListener("${bad.pattern}")
		void changed() {
		}

	}

	static class Counting {

		@StoreListener("a/{name}")
		void counted(int number, String name) {
		}

	}

	record Payload(String color) {

	}

}
