package dev.kvstore.leader;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.EventListener;

import dev.kvstore.autoconfigure.KvStoreAutoConfiguration;
import dev.kvstore.autoconfigure.KvStoreLeaderAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for listeners of leadership that close their application.
 */
class ClosingListenerTests {

	@Test
	void aListenerThatClosesItsApplicationIsNotInterrupted(@TempDir Path directory) {
		new ApplicationContextRunner()
			.withConfiguration(
					AutoConfigurations.of(KvStoreAutoConfiguration.class, KvStoreLeaderAutoConfiguration.class))
			.withPropertyValues("kvstore.mapdb.path=" + directory.resolve("test.db"), "kvstore.leader.roles=reports")
			.withBean(Closing.class)
			.run((application) -> {
				Closing closing = application.getBean(Closing.class);
				assertThat(closing.closed.await(30, TimeUnit.SECONDS)).isTrue();
				assertThat(closing.interrupted).isFalse();
				assertThat(application.getSourceApplicationContext().isActive()).isFalse();
			});
	}

	static class Closing {

		private final CountDownLatch closed = new CountDownLatch(1);

		private boolean interrupted;

		@Autowired
		private ConfigurableApplicationContext application;

		@EventListener
		void granted(LeadershipGrantedEvent event) {
			this.application.close();
			this.interrupted = Thread.currentThread().isInterrupted();
			this.closed.countDown();
		}

	}

}
