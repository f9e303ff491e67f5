package dev.kvstore.test.autoconfigure;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.util.ClassUtils;

import dev.kvstore.api.Store;
import dev.kvstore.api.StoreActivity;
import dev.kvstore.api.StoreUnavailableException;
import dev.kvstore.autoconfigure.KvStoreActivityAutoConfiguration;
import dev.kvstore.autoconfigure.KvStoreAutoConfiguration;
import dev.kvstore.connection.KvStoreConnectionDetails;
import dev.kvstore.test.StoreFaults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link KvStoreTestAutoConfiguration}.
 */
class KvStoreTestAutoConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(KvStoreTestAutoConfiguration.class, KvStoreAutoConfiguration.class,
				KvStoreActivityAutoConfiguration.class))
		.withPropertyValues("kvstore.mapdb.path=mem:");

	@Test
	void contextsDoNotSeeOneAnother() {
		this.runner.run((context) -> this.runner.run((other) -> {
			context.getBean(Store.class).put("a", new byte[0]);
			other.getBean(StoreFaults.class).makeUnavailable();
			assertThat(context.getBean(Store.class).exists("a")).isTrue();
			other.getBean(StoreFaults.class).recover();
			assertThat(other.getBean(Store.class).exists("a")).isFalse();
		}));
	}

	@Test
	void connectionDetailsOfTheApplicationAreReplaced() {
		this.runner.withBean("details", KvStoreConnectionDetails.class, () -> () -> List.of("localhost:2379"))
			.run((context) -> assertThat((String) context.getBean(Store.class).status().details().get("file"))
				.startsWith("mem:"));
	}

	@Test
	void requestTimeoutOfThePropertiesCounts() {
		this.runner.withPropertyValues("kvstore.request-timeout=20ms").run((context) -> {
			context.getBean(StoreFaults.class).delayAnswers(Duration.ofMinutes(1));
			assertThatExceptionOfType(StoreUnavailableException.class)
				.isThrownBy(() -> context.getBean(Store.class).get("a"))
				.withMessageContaining("PT0.02S");
		});
	}

	@Test
	void whatElseWrapsTheStoreSeesTheFaults() {
		this.runner.run((context) -> {
			StoreActivity activity = context.getBean(StoreActivity.class);
			context.getBean(Store.class).watch("a", (event) -> {
			});
			context.getBean(Store.class).newLock("a").lock();
			Eventually.await().until(() -> activity.watches().get(0).synced());
			context.getBean(StoreFaults.class).interruptWatches();
			context.getBean(StoreFaults.class).loseLock("a");
			Eventually.await().until(() -> !activity.watches().get(0).synced());
			assertThat(activity.locks()).isEmpty();
		});
	}

	@Test
	void whatTheSliceImportsIsThere() {
		List<String> imported = ImportCandidates.load(AutoConfigureKvStore.class, null).getCandidates();
		assertThat(imported).contains(KvStoreTestAutoConfiguration.class.getName())
			.allMatch((name) -> ClassUtils.isPresent(name.replace("optional:", ""), null));
	}

}
