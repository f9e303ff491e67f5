package dev.kvstore.config;

import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.cloud.context.environment.EnvironmentChangeEvent;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.context.support.GenericApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what listeners to changes of imported configuration may do.
 */
@ExtendWith(OutputCaptureExtension.class)
class ConfigListenerTests extends EmbeddedConfigCases {

	@Test
	void applicationMayBeClosedByAListener(CapturedOutput output) throws Exception {
		assertClosedByListener(ClosingListener.class, output);
	}

	@Test
	void applicationMayBeClosedByAListenerOfSpringCloud(CapturedOutput output) throws Exception {
		assertClosedByListener(ClosingEnvironmentListener.class, output);
	}

	@Test
	void changeOfAnotherContextIsNotToldToSpringCloud() {
		put("config/app/a", "1");
		ConfigurableApplicationContext context = run("kvstore:");
		try (GenericApplicationContext child = new GenericApplicationContext()) {
			child.setParent(context);
			child.refresh();
			child.publishEvent(new KvStoreConfigChangedEvent(child, new TreeSet<>(List.of("a"))));
		}
		assertThat(changes(context).changes()).containsExactly(List.of("a"));
		assertThat(changes(context).environmentChanges()).isEmpty();
	}

	private void assertClosedByListener(Class<? extends Closing> listener, CapturedOutput output) throws Exception {
		put("config/app/a", "1");
		ConfigurableApplicationContext context = run(
				application("kvstore:", "kvstore.config.refresh-quiet-period=50ms").with(listener));
		Closing closing = context.getBean(listener);
		put("config/app/a", "2");
		assertThat(closing.interrupted.get(60, TimeUnit.SECONDS)).isFalse();
		assertThat(context.isActive()).isFalse();
		await().until(() -> Thread.getAllStackTraces()
			.keySet()
			.stream()
			.noneMatch((thread) -> thread.getName().equals("kvstore-config-refresh")));
		assertThat(output).doesNotContain("Failed to", " failed: ");
	}

	abstract static class Closing {

		private final ConfigurableApplicationContext context;

		private final CompletableFuture<Boolean> interrupted = new CompletableFuture<>();

		Closing(ConfigurableApplicationContext context) {
			this.context = context;
		}

		void closeContext() {
			this.context.close();
			this.interrupted.complete(Thread.currentThread().isInterrupted());
		}

	}

	static class ClosingListener extends Closing {

		ClosingListener(ConfigurableApplicationContext context) {
			super(context);
		}

		@EventListener
		void changed(KvStoreConfigChangedEvent event) {
			closeContext();
		}

	}

	static class ClosingEnvironmentListener extends Closing {

		ClosingEnvironmentListener(ConfigurableApplicationContext context) {
			super(context);
		}

		@EventListener
		void changed(EnvironmentChangeEvent event) {
			closeContext();
		}

	}

}
