package dev.kvstore.backend.zookeeper;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import dev.kvstore.api.PutOptions;
import dev.kvstore.api.Store;
import dev.kvstore.server.ZooKeeperServer;
import dev.kvstore.server.ZooKeeperWire;

/**
 * Tests for {@link Orphans}.
 */
@SuppressWarnings("try")
class OrphansTests {

	private static final Duration SESSION = Duration.ofSeconds(10);

	@Test
	void keysExpireThoughTheAnswerToTheWatchWasLost() {
		try (ZooKeeperServer server = ZooKeeperServer.create()) {
			server.start();
			try (ZooKeeperWire wire = ZooKeeperWire.to(server.endpoint())) {
				wire.hold(ZooKeeperWire.ADD_WATCH);
				try (Store store = open(wire.endpoint())) {
					wire.awaitHeld();
					wire.takeRequests();
					wire.drop();
					awaitLooked(wire);
					assertAdopts(store, server.endpoint());
				}
			}
		}
	}

	@Test
	void keysExpireThoughTheServerRefusesTheWatch() {
		String withoutWatches = "watchManagerName=org.apache.zookeeper.server.watch.WatchManagerOptimized";
		try (ZooKeeperServer server = ZooKeeperServer.create(withoutWatches)) {
			server.start();
			try (ZooKeeperWire wire = ZooKeeperWire.to(server.endpoint()); Store store = open(wire.endpoint())) {
				awaitLooked(wire);
				assertAdopts(store, server.endpoint());
			}
		}
	}

	// what is left later is seen by whoever watches or looks again
	private static void awaitLooked(ZooKeeperWire wire) {
		List<Integer> sent = new ArrayList<>();
		Awaitility.await().until(() -> {
			sent.addAll(wire.takeRequests());
			return Collections.frequency(sent, ZooKeeperWire.GET_CHILDREN) >= 2;
		});
	}

	private static void assertAdopts(Store store, String endpoint) {
		try (Store leaving = open(endpoint)) {
			leaving.put("left", new byte[0], PutOptions.ttl(Duration.ofSeconds(1)));
		}
		Awaitility.await().until(() -> !store.exists("left"));
	}

	private static Store open(String endpoint) {
		return ZooKeeperStores.open(List.of(endpoint), Duration.ofSeconds(5), SESSION);
	}

}
