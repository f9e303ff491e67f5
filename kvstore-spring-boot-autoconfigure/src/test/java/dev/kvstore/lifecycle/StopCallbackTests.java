package dev.kvstore.lifecycle;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;

import dev.kvstore.api.Store;
import dev.kvstore.event.KeyPutEvent;
import dev.kvstore.event.StoreListener;
import dev.kvstore.event.StoreListeners;
import dev.kvstore.event.WatchEventPublisher;
import dev.kvstore.leader.LeaderElector;
import dev.kvstore.leader.LeadershipRevokedEvent;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that what may wait when it stops does not keep the lifecycle waiting.
 */
class StopCallbackTests {

	@Test
	void callbackComesFromAnotherThreadWhenListenersHaveEnded(@TempDir Path directory) throws Exception {
		try (ConfigurableApplicationContext context = Applications.start(WebApplicationType.NONE, Busy.class,
				List.of("kvstore.mapdb.path=" + directory.resolve("test.db")))) {
			Busy busy = context.getBean(Busy.class);
			LeaderElector elector = context.getBean(LeaderElector.class);
			Applications.await().until(() -> elector.isLeader("web"));
			context.getBean(Store.class).put("listened/a", new byte[0]);
			context.getBean(Store.class).put("published/a", new byte[0]);
			busy.listened.awaitReached();
			busy.published.awaitReached();
			BlockingQueue<Thread> callers = new LinkedBlockingQueue<>();
			for (SmartLifecycle stopping : List.of(context.getBean(StoreListeners.class),
					context.getBean(WatchEventPublisher.class), elector)) {
				stopping.stop(() -> callers.add(Thread.currentThread()));
			}
			busy.revoked.awaitReached();
			assertThat(elector.isLeader("web")).isFalse();
			busy.listened.leave();
			busy.published.leave();
			busy.revoked.leave();
			for (int i = 0; i < 3; i++) {
				assertThat(callers.poll(60, TimeUnit.SECONDS)).isNotNull().isNotSameAs(Thread.currentThread());
			}
		}
	}

	@Configuration(proxyBeanMethods = false)
	static class Busy {

		private final Step listened = new Step();

		private final Step published = new Step();

		private final Step revoked = new Step();

		@StoreListener("listened/{name}")
		void onChange() {
			this.listened.pass();
		}

		@EventListener(KeyPutEvent.class)
		void onPublished() {
			this.published.pass();
		}

		@EventListener(LeadershipRevokedEvent.class)
		void onRevoked() {
			this.revoked.pass();
		}

	}

}
