package dev.kvstore.backend.etcd;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import dev.kvstore.api.PutOptions;
import dev.kvstore.api.Store;
import dev.kvstore.server.EtcdServer;

/**
 * Expiry by the writer's own clock, on a server whose leases last 30 s at least.
 */
class EtcdExpiryTests {

	@RegisterExtension
	static final EtcdServer SERVER = EtcdServer.create("--heartbeat-interval", "1000", "--election-timeout", "20000");

	private static final int WRITERS = 16;

	private static final int WRITES = 200;

	@Test
	void keysOfTheShortestTtlAllGoLongBeforeTheirLeases() throws Exception {
		PutOptions shortest = PutOptions.ttl(Duration.ofNanos(1));
		ExecutorService writers = Executors.newFixedThreadPool(WRITERS);
		try (Store store = EtcdStore.open(RawEtcd.settings(SERVER.endpoints()))) {
			for (Future<?> written : IntStream.range(0, WRITERS)
				.mapToObj((writer) -> writers.submit(() -> IntStream.range(0, WRITES)
					.forEach((i) -> store.put("short/" + writer + "/" + i, new byte[1], shortest))))
				.toList()) {
				written.get();
			}
			Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> store.list("short").isEmpty());
		}
		finally {
			writers.shutdownNow();
		}
	}

}
