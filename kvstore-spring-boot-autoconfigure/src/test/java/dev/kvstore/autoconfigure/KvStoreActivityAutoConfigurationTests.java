package dev.kvstore.autoconfigure;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import dev.kvstore.api.Store;
import dev.kvstore.api.StoreActivity;
import dev.kvstore.api.StoreActivity.OpenWatch;
import dev.kvstore.api.StoreActivity.OwnedLock;
import dev.kvstore.connection.StoreDecorator;
import dev.kvstore.connection.StoreFactories;
import dev.kvstore.observation.ActivityTracker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link KvStoreActivityAutoConfiguration}.
 */
class KvStoreActivityAutoConfigurationTests {

	private final ApplicationContextRunner runner;

	private final String file;

	KvStoreActivityAutoConfigurationTests(@TempDir Path directory) {
		this.file = directory.resolve("store.db").toString();
		this.runner = new ApplicationContextRunner()
			.withConfiguration(
					AutoConfigurations.of(KvStoreAutoConfiguration.class, KvStoreActivityAutoConfiguration.class))
			.withPropertyValues("kvstore.mapdb.path=" + this.file);
	}

	@Test
	void isAnAutoConfiguration() {
		assertThat(ImportCandidates.load(AutoConfiguration.class, null))
			.contains(KvStoreActivityAutoConfiguration.class.getName());
	}

	@Test
	void whatTheStoreWatchesAndHoldsIsTold() {
		this.runner.run((context) -> {
			use(context.getBean(Store.class));
			StoreActivity activity = context.getBean(StoreActivity.class);
			assertThat(activity.watches()).extracting(OpenWatch::path).containsExactly("w");
			assertThat(activity.locks()).extracting(OwnedLock::key).containsExactly("l");
			context.getBean(Store.class).close();
			assertThat(activity.watches()).isEmpty();
			assertThat(activity.locks()).isEmpty();
		});
	}

	@Test
	void keysAreToldWithoutTheNamespace() {
		this.runner.withPropertyValues("kvstore.namespace=team/app").run((context) -> {
			use(context.getBean(Store.class));
			StoreActivity activity = context.getBean(StoreActivity.class);
			assertThat(activity.watches()).extracting(OpenWatch::path).containsExactly("w");
			assertThat(activity.locks()).extracting(OwnedLock::key).containsExactly("l");
		});
	}

	@Test
	void withoutAStoreThereIsNone() {
		this.runner.withPropertyValues("kvstore.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(StoreActivity.class)
				.doesNotHaveBean(StoreDecorator.class));
	}

	@Test
	void activityOfTheUserTakesThePlaceOfOurs() {
		StoreActivity own = mock();
		this.runner.withBean("own", StoreActivity.class, () -> own)
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(StoreDecorator.class)
				.getBean(StoreActivity.class)
				.isSameAs(own));
	}

	@Test
	void aStoreOfTheUserMayBeTracked() {
		this.runner
			.withBean("own", Store.class, () -> StoreFactories.create("mapdb", this.file),
					(definition) -> definition.setDestroyMethodName("close"))
			.run((context) -> {
				use(context.getBean(ActivityTracker.class).track(context.getBean(Store.class)));
				assertThat(context.getBean(StoreActivity.class).locks()).extracting(OwnedLock::key)
					.containsExactly("l");
			});
	}

	private static void use(Store store) {
		store.watch("w", (event) -> {
		});
		assertThat(store.newLock("l").tryLock()).isPresent();
	}

}
