package dev.kvstore.config;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;

import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.EventListener;

import dev.kvstore.api.KeyValue;
import dev.kvstore.api.Store;
import dev.kvstore.api.StoreClosedException;
import dev.kvstore.config.ImportingApplication.Feature;
import dev.kvstore.config.ImportingApplication.Greeting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What imported configuration does on every backend, from the import to the last refresh.
 * A backend's test class extends it; no case may be skipped or weakened.
 */
abstract class ConfigContract extends ConfigImportContract {

	private static final String QUIET = "kvstore.config.refresh-quiet-period=50ms";

	@Test
	void optionalDirectoryIsImportedWhenItIsThere() {
		ConfigurableApplicationContext context = run("optional:kvstore:", QUIET);
		put("config/app/a", "1");
		await().until(() -> "1".equals(property(context, "a")));
	}

	@Test
	void storeOfTheContextIsAnotherIfItsPropertiesAre() {
		put("config/app/kvstore/read-consistency", "relaxed");
		ConfigurableApplicationContext context = run("kvstore:", QUIET);
		Store store = context.getBean(Store.class);
		Store imported = context.getBean(ImportedConfig.class).store().store();
		assertThat(store).isNotSameAs(imported);
		put("config/app/a", "1");
		await().until(() -> "1".equals(property(context, "a")));
		context.close();
		assertThatExceptionOfType(StoreClosedException.class).isThrownBy(() -> store.exists("a"));
		assertThatExceptionOfType(StoreClosedException.class).isThrownBy(() -> imported.exists("a"));
	}

	@Test
	void changesAreInTheEnvironmentAndPublishedByTheirNames() {
		put("config/app/changed", "1");
		put("config/app/deleted", "1");
		put("config/app/same", "1");
		put("config/application/hidden", "1");
		put("config/app/hidden", "2");
		put("config/application/shown", "1");
		put("config/app/shown", "2");
		ConfigurableApplicationContext context = run("kvstore:", QUIET);
		put("config/app/changed", "2");
		put("config/app/created/0", "1");
		delete("config/app/deleted");
		put("config/app/same", "1");
		put("config/application/hidden", "3");
		delete("config/app/shown");
		await().until(() -> "3".equals(source(context, "kvstore:config/application").getProperty("hidden")));
		await().untilAsserted(() -> assertThat(changes(context).changes().stream().flatMap(List::stream))
			.containsExactlyInAnyOrder("changed", "created[0]", "deleted", "shown"));
		assertThat(changes(context).environmentChanges()).isEqualTo(changes(context).changes());
		assertThat(property(context, "changed")).isEqualTo("2");
		assertThat(property(context, "created[0]")).isEqualTo("1");
		assertThat(property(context, "deleted")).isNull();
		assertThat(property(context, "hidden")).isEqualTo("2");
		assertThat(property(context, "shown")).isEqualTo("1");
	}

	@Test
	void manyQuickChangesAreOneRefresh() {
		put("config/app/n", "0");
		ConfigurableApplicationContext context = run(application("kvstore:", QUIET).with(HeldListener.class));
		HeldListener held = context.getBean(HeldListener.class);
		put("config/app/first", "1");
		await().until(() -> held.entered.getCount() == 0);
		Map<String, Long> written = new HashMap<>();
		for (int change = 1; change <= 100; change++) {
			written.put("config/app/n", put("config/app/n", Integer.toString(change)).version());
			String key = "config/app/n" + change % 10;
			written.put(key, put(key, Integer.toString(change)).version());
		}
		ImportedConfig config = context.getBean(ImportedConfig.class);
		await().until(() -> config.directories()
			.stream()
			.flatMap((directory) -> directory.keys().stream())
			.filter((keyValue) -> Objects.equals(written.get(keyValue.key()), keyValue.version()))
			.count() == 11);
		held.gate.countDown();
		await().until(() -> changes(context).changes().size() == 2);
		put("config/app/last", "1");
		await().until(() -> changes(context).changes().size() == 3);
		assertThat(changes(context).changes().get(1)).hasSize(11);
		assertThat(changes(context).changes().get(2)).containsExactly("last");
		assertThat(property(context, "n")).isEqualTo("100");
	}

	@Test
	void changesBeforeTheContextIsReadyAreNotLost() {
		put("config/app/changed", "1");
		put("config/app/deleted", "1");
		ImportingApplication application = application("kvstore:", QUIET);
		application.application().addInitializers((context) -> {
			assertThat(property(context, "changed")).isEqualTo("1");
			put("config/app/changed", "2");
			delete("config/app/deleted");
		});
		ConfigurableApplicationContext context = run(application);
		await().until(() -> !changes(context).changes().isEmpty());
		assertThat(changes(context).changes()).containsExactly(List.of("changed", "deleted"));
		assertThat(property(context, "changed")).isEqualTo("2");
		assertThat(property(context, "deleted")).isNull();
	}

	@Test
	void writesOfTheSameValuesAreNoRefresh() {
		put("config/app/a", "1");
		ConfigurableApplicationContext context = run("kvstore:", QUIET);
		KeyValue again = put("config/app/a", "1");
		await().untilAsserted(() -> assertThat(origin(context, "kvstore:config/app", "a")).asString()
			.endsWith("version " + again.version()));
		put("config/app/b", "1");
		await().until(() -> !changes(context).changes().isEmpty());
		assertThat(changes(context).changes()).containsExactly(List.of("b"));
	}

	@Test
	void beansAreBoundAndMadeAgain() {
		put("config/app/feature/percent", "10");
		put("config/app/feature/users/0", "ann");
		put("config/app/feature/users/1", "bob");
		put("config/app/feature/text", "hello");
		ConfigurableApplicationContext context = run("kvstore:", QUIET);
		Feature feature = context.getBean(Feature.class);
		Greeting greeting = context.getBean(Greeting.class);
		assertThat(greeting.text()).isEqualTo("hello");
		put("config/app/feature/enabled", "true");
		delete("config/app/feature/users/1");
		delete("config/app/feature/percent");
		put("config/app/feature/text", "bye");
		await().untilAsserted(() -> {
			assertThat(feature.isEnabled()).isTrue();
			assertThat(feature.getPercent()).isEqualTo(5);
			assertThat(feature.getUsers()).containsExactly("ann");
			assertThat(greeting.text()).isEqualTo("bye");
		});
	}

	@Test
	void valueThatCannotBeReadLeavesWhatWasThere() {
		put("config/app/one", "a: 1");
		put("config/app/two", "b: 1");
		ConfigurableApplicationContext context = run("kvstore:config/app?format=yaml", QUIET);
		put("config/app/one", "a: [2");
		put("config/app/two", "b: 2");
		await().until(() -> "2".equals(property(context, "b")));
		assertThat(property(context, "a")).isEqualTo("1");
		put("config/app/one", "a: 3");
		await().until(() -> "3".equals(property(context, "a")));
	}

	@Test
	void stopsToRefreshWithTheContext() {
		put("config/app/a", "1");
		ConfigurableApplicationContext context = run("kvstore:", QUIET);
		context.close();
		put("config/app/a", "2");
		await().until(() -> Thread.getAllStackTraces()
			.keySet()
			.stream()
			.noneMatch((thread) -> Objects.equals(thread.getName(), "kvstore-config-refresh")));
		assertThat(property(context, "a")).isEqualTo("1");
	}

	static class HeldListener {

		private final CountDownLatch entered = new CountDownLatch(1);

		private final CountDownLatch gate = new CountDownLatch(1);

		@EventListener
		void changed(KvStoreConfigChangedEvent event) throws InterruptedException {
			this.entered.countDown();
			this.gate.await();
		}

	}

}
