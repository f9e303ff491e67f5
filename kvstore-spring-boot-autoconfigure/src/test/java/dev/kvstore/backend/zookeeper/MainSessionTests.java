package dev.kvstore.backend.zookeeper;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

import org.apache.zookeeper.client.ZKClientConfig;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.kvstore.backend.CallbackThreads;
import dev.kvstore.backend.Credentials;
import dev.kvstore.backend.DelayedTasks;
import dev.kvstore.backend.Endpoint;
import dev.kvstore.backend.ReadConsistency;
import dev.kvstore.server.TcpProxy;
import dev.kvstore.server.ZooKeeperServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for sessions whose successor cannot be made at once.
 */
class MainSessionTests {

	/** Curator itself makes two attempts. */
	private static final int FAILING = 4;

	private final AtomicInteger made = new AtomicInteger();

	private final CallbackThreads threads = new CallbackThreads("test");

	private final DelayedTasks timer = new DelayedTasks("test");

	@AfterEach
	void close() {
		this.timer.close();
		this.threads.close();
	}

	@Test
	void aSessionThatCouldNotBeReopenedAfterARefusalIsOpenedLater() {
		try (ZooKeeperServer refusing = ZooKeeperServer.create("DigestAuthenticationProvider.enabled=false");
				ZooKeeperServer accepting = ZooKeeperServer.create()) {
			refusing.start();
			accepting.start();
			try (TcpProxy first = TcpProxy.to(refusing.endpoint());
					TcpProxy second = TcpProxy.to(accepting.endpoint())) {
				second.cut();
				MainSession session = start(first.endpoint(), second.endpoint());
				Awaitility.await().until(() -> session.session().ready().isCompletedExceptionally());
				first.cut();
				second.restore();
				assertReconnects(session);
			}
		}
	}

	@Test
	void aSessionThatCouldNotBeReplacedAfterItsEndIsReplacedLater() throws Exception {
		try (ZooKeeperServer server = ZooKeeperServer.create()) {
			server.start();
			MainSession session = start(server.endpoint());
			Awaitility.await().until(() -> session.connected() != null);
			ZooKeeperStores.endSession(Objects.requireNonNull(session.connected()).client(), server.endpoint());
			assertReconnects(session);
		}
	}

	private MainSession start(String... endpoints) {
		List<Endpoint> parsed = List.of(endpoints).stream().map((text) -> Endpoint.parse(text, false)).toList();
		ZooKeeperSettings settings = new ZooKeeperSettings(parsed, "", Duration.ofSeconds(2), Duration.ofSeconds(5),
				Duration.ofSeconds(10), ReadConsistency.STRONG, new Credentials("alice", "s3cret"), null);
		MainSession session = new MainSession(new Handles(settings, this::makeConfig), settings, this.timer);
		session.start();
		return session;
	}

	private ZKClientConfig makeConfig() {
		int count = this.made.incrementAndGet();
		if (count > 1 && count <= FAILING) {
			throw new IllegalStateException("This one cannot be made");
		}
		return new PlainConfig();
	}

	private void assertReconnects(MainSession session) {
		Awaitility.await().until(() -> this.made.get() > FAILING && session.connected() != null);
		session.close(this.threads, Duration.ofSeconds(5));
		assertThat(session.connected()).isNull();
	}

}
