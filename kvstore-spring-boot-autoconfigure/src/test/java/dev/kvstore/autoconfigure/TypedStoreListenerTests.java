package dev.kvstore.autoconfigure;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import dev.kvstore.api.Store;
import dev.kvstore.event.StoreListener;
import dev.kvstore.template.StoreTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link StoreListener} methods that take what {@link StoreTemplate} writes.
 */
@ExtendWith(OutputCaptureExtension.class)
class TypedStoreListenerTests {

	private final ApplicationContextRunner runner;

	TypedStoreListenerTests(@TempDir Path directory) {
		this.runner = new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(KvStoreAutoConfiguration.class,
					KvStoreEventAutoConfiguration.class, KvStoreTemplateAutoConfiguration.class))
			.withBean(Flags.class)
			.withPropertyValues("kvstore.mapdb.path=" + directory.resolve("test.db"));
	}

	@Test
	void listenersGetTheObjectsOfTheTemplate() {
		this.runner.run((context) -> {
			context.getBean(StoreTemplate.class).put("acme/flags/dark", new Flag(true, 10));
			List<String> told = context.getBean(Flags.class).told;
			Awaitility.await().until(() -> told.size() == 1);
			assertThat(told).containsExactly("acme dark Flag[on=true, percent=10]");
		});
	}

	@Test
	void aValueThatIsNoSuchObjectIsLoggedWithoutItAndTheNextOneArrives(CapturedOutput output) {
		this.runner.run((context) -> {
			context.getBean(Store.class).put("acme/flags/dark", "secret".getBytes(StandardCharsets.UTF_8));
			Awaitility.await().until(() -> output.getAll().contains("'acme/flags/dark'"));
			context.getBean(StoreTemplate.class).put("acme/flags/light", new Flag(false, 0));
			List<String> told = context.getBean(Flags.class).told;
			Awaitility.await().until(() -> told.size() == 1);
			assertThat(told).containsExactly("acme light Flag[on=false, percent=0]");
			assertThat(output).contains(Flag.class.getName()).doesNotContain("secret");
		});
	}

	record Flag(boolean on, int percent) {

	}

	static class Flags {

		private final List<String> told = new CopyOnWriteArrayList<>();

		@StoreListener("{tenant}/flags/{flag}")
		void changed(Flag change, String tenant, String flag) {
			this.told.add(tenant + " " + flag + " " + change);
		}

	}

}
