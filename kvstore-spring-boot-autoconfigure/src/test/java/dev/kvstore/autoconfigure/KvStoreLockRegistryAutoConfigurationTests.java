package dev.kvstore.autoconfigure;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.integration.support.locks.DefaultLockRegistry;
import org.springframework.integration.support.locks.LockRegistry;
import org.springframework.integration.util.CheckedRunnable;

import dev.kvstore.api.Store;
import dev.kvstore.integration.StoreLockRegistry;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link KvStoreLockRegistryAutoConfiguration}.
 */
class KvStoreLockRegistryAutoConfigurationTests {

	private final ApplicationContextRunner runner;

	KvStoreLockRegistryAutoConfigurationTests(@TempDir Path directory) {
		this.runner = new ApplicationContextRunner()
			.withConfiguration(
					AutoConfigurations.of(KvStoreAutoConfiguration.class, KvStoreLockRegistryAutoConfiguration.class))
			.withPropertyValues("kvstore.mapdb.path=" + directory.resolve("test.db"));
	}

	@Test
	void isAnAutoConfiguration() {
		assertThat(ImportCandidates.load(AutoConfiguration.class, null))
			.contains(KvStoreLockRegistryAutoConfiguration.class.getName());
	}

	@Test
	void locksAreThoseOfTheStore() {
		this.runner.run((context) -> assertLocks(context.getBean(LockRegistry.class), context.getBean(Store.class),
				"spring-integration/a"));
	}

	@Test
	void directoryMayBeAnother() {
		this.runner.withPropertyValues("kvstore.integration.directory=/my/locks/")
			.run((context) -> assertLocks(context.getBean(LockRegistry.class), context.getBean(Store.class),
					"my/locks/a"));
	}

	@Test
	void emptyDirectoryFailsTheStart() {
		this.runner.withPropertyValues("kvstore.integration.directory=/")
			.run((context) -> assertThat(context).getFailure().hasRootCauseMessage("'directory' must not be empty"));
	}

	@Test
	void ttlThatIsNoneFailsTheStart() {
		this.runner.withPropertyValues("kvstore.integration.ttl=0s")
			.run((context) -> assertThat(context).getFailure()
				.hasRootCauseMessage("'kvstore.integration.ttl' must be positive but is PT0S"));
	}

	@Test
	void registryOfTheUserTakesThePlaceOfOurs() {
		this.runner.withBean("own", DefaultLockRegistry.class, DefaultLockRegistry::new)
			.run((context) -> assertThat(context).getBean(LockRegistry.class).isInstanceOf(DefaultLockRegistry.class));
	}

	@Test
	void disabledCreatesNothing() {
		this.runner.withPropertyValues("kvstore.integration.enabled=false")
			.run((context) -> assertThat(context).hasSingleBean(Store.class)
				.doesNotHaveBean(LockRegistry.class)
				.doesNotHaveBean(KvStoreLockRegistryAutoConfiguration.class));
	}

	@Test
	void withoutAStoreThereIsNoRegistry() {
		this.runner.withPropertyValues("kvstore.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(LockRegistry.class));
	}

	@Test
	void withoutSpringIntegrationThereIsNoRegistry() {
		this.runner.withClassLoader(new FilteredClassLoader("org.springframework.integration"))
			.run((context) -> assertThat(context).hasSingleBean(Store.class)
				.doesNotHaveBean(KvStoreLockRegistryAutoConfiguration.class)
				.doesNotHaveBean(StoreLockRegistry.class));
	}

	private static void assertLocks(LockRegistry<?> registry, Store store, String key) throws InterruptedException {
		CheckedRunnable<RuntimeException> task = () -> assertThat(store.newLock(key).holder()).isPresent();
		registry.executeLocked("a", task);
		assertThat(store.newLock(key).holder()).isEmpty();
	}

}
