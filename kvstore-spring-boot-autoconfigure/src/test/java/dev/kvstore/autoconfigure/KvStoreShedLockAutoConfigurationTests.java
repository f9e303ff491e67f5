package dev.kvstore.autoconfigure;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

import net.javacrumbs.shedlock.core.ClockProvider;
import net.javacrumbs.shedlock.core.LockConfiguration;
import net.javacrumbs.shedlock.core.LockProvider;
import net.javacrumbs.shedlock.core.SimpleLock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import dev.kvstore.api.KeyValue;
import dev.kvstore.api.Store;
import dev.kvstore.shedlock.StoreLockProvider;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link KvStoreShedLockAutoConfiguration}.
 */
class KvStoreShedLockAutoConfigurationTests {

	private final ApplicationContextRunner runner;

	KvStoreShedLockAutoConfigurationTests(@TempDir Path directory) {
		this.runner = new ApplicationContextRunner()
			.withConfiguration(
					AutoConfigurations.of(KvStoreAutoConfiguration.class, KvStoreShedLockAutoConfiguration.class))
			.withPropertyValues("kvstore.mapdb.path=" + directory.resolve("test.db"));
	}

	@Test
	void isAnAutoConfiguration() {
		assertThat(ImportCandidates.load(AutoConfiguration.class, null))
			.contains(KvStoreShedLockAutoConfiguration.class.getName());
	}

	@Test
	void locksAreKeptInTheStore() {
		this.runner.run((context) -> {
			assertThat(lock(context.getBean(LockProvider.class))).isPresent();
			assertThat(context.getBean(Store.class).list("")).extracting(KeyValue::key).containsExactly("shedlock/job");
		});
	}

	@Test
	void directoryMayBeAnother() {
		this.runner.withPropertyValues("kvstore.shedlock.directory=/jobs/locks/").run((context) -> {
			assertThat(lock(context.getBean(LockProvider.class))).isPresent();
			assertThat(context.getBean(Store.class).list("")).extracting(KeyValue::key)
				.containsExactly("jobs/locks/job");
		});
	}

	@Test
	void emptyDirectoryFailsTheStart() {
		this.runner.withPropertyValues("kvstore.shedlock.directory=/")
			.run((context) -> assertThat(context).getFailure().hasRootCauseMessage("'directory' must not be empty"));
	}

	@Test
	void providerOfTheUserTakesThePlaceOfOurs() {
		LockProvider own = (configuration) -> Optional.empty();
		this.runner.withBean("own", LockProvider.class, () -> own)
			.run((context) -> assertThat(context).getBean(LockProvider.class).isSameAs(own));
	}

	@Test
	void disabledCreatesNothing() {
		this.runner.withPropertyValues("kvstore.shedlock.enabled=false")
			.run((context) -> assertThat(context).hasSingleBean(Store.class)
				.doesNotHaveBean(LockProvider.class)
				.doesNotHaveBean(KvStoreShedLockAutoConfiguration.class));
	}

	@Test
	void withoutAStoreThereIsNoProvider() {
		this.runner.withPropertyValues("kvstore.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(LockProvider.class));
	}

	@Test
	void withoutShedLockThereIsNoProvider() {
		this.runner.withClassLoader(new FilteredClassLoader("net.javacrumbs.shedlock"))
			.run((context) -> assertThat(context).hasSingleBean(Store.class)
				.doesNotHaveBean(KvStoreShedLockAutoConfiguration.class)
				.doesNotHaveBean(StoreLockProvider.class));
	}

	private static Optional<SimpleLock> lock(LockProvider provider) {
		return provider.lock(new LockConfiguration(ClockProvider.now(), "job", Duration.ofMinutes(1), Duration.ZERO));
	}

}
