package dev.kvstore.lifecycle;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

import dev.kvstore.api.Store;
import dev.kvstore.connection.StoreFactories;
import dev.kvstore.lifecycle.restarted.EveryFeature;
import dev.kvstore.server.ServerNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What an application with a server goes through.
 */
abstract class ServerApplicationLifecycleContract extends ApplicationLifecycleContract {

	/** What the documentation promises without requests and tasks that run. */
	private static final Duration LONGEST_STOP = Duration.ofSeconds(40);

	private final String backend;

	private final ServerNode server;

	ServerApplicationLifecycleContract(String backend, ServerNode server) {
		this.backend = backend;
		this.server = server;
	}

	@Override
	final Store open() {
		return StoreFactories.create(this.backend, this.server.endpoint());
	}

	@Override
	final List<String> properties() {
		return List.of("kvstore.backend=" + this.backend, "kvstore.endpoints=" + this.server.endpoint());
	}

	@Test
	void serverThatDoesNotAnswerHoldsUpTheStopForABoundedTime() throws Exception {
		ConfigurableApplicationContext context = EveryFeature.start(properties());
		long begun = System.nanoTime();
		this.server.pause();
		try {
			context.close();
			assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(LONGEST_STOP);
		}
		finally {
			this.server.resume();
		}
		try (Store other = open()) {
			assertThat(other.newLock("forgotten").tryLock(Duration.ofSeconds(60))).isPresent();
		}
	}

}
