package dev.kvstore.backend.zookeeper;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;

import org.apache.zookeeper.CreateMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import dev.kvstore.backend.CallbackThreads;
import dev.kvstore.backend.DelayedTasks;
import dev.kvstore.backend.Endpoint;
import dev.kvstore.backend.Registration;
import dev.kvstore.server.ZooKeeperServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link GoneNodes}.
 */
class GoneNodesTests {

	@RegisterExtension
	static final ZooKeeperServer server = ZooKeeperServer.create();

	@Test
	void whoComesWhileTheLastOneLeavesIsTold() throws Exception {
		ZooKeeperSettings settings = ZooKeeperSettings.of(List.of(Endpoint.parse(server.endpoint(), false)));
		CallbackThreads threads = new CallbackThreads("test");
		DelayedTasks timer = new DelayedTasks("test-timer");
		MainSession session = new MainSession(new Handles(settings, PlainConfig::new), settings, timer);
		GoneNodes nodes = new GoneNodes(session);
		session.addListener(nodes);
		session.start();
		try {
			Handle handle = session.session().ready().get(10, TimeUnit.SECONDS);
			for (int round = 0; round < 1000; round++) {
				String path = "/gone-" + round;
				handle.create(path, null, CreateMode.PERSISTENT).get();
				Registration first = nodes.add(path, () -> {
				});
				CountDownLatch told = new CountDownLatch(1);
				CyclicBarrier start = new CyclicBarrier(2);
				CompletableFuture<Void> leaving = CompletableFuture.runAsync(() -> {
					meet(start);
					first.close();
				}, threads::run);
				meet(start);
				nodes.add(path, told::countDown);
				leaving.get();
				handle.delete(path).get();
				assertThat(told.await(5, TimeUnit.SECONDS)).as("told in round %d", round).isTrue();
			}
		}
		finally {
			session.close(threads, Duration.ofSeconds(1));
			threads.close();
			timer.close();
		}
	}

	private static void meet(CyclicBarrier start) {
		try {
			start.await();
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

}
