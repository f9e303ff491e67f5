package dev.kvstore.backend.zookeeper;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.ZooKeeper;

import dev.kvstore.api.Store;
import dev.kvstore.backend.Endpoint;
import dev.kvstore.backend.ReadConsistency;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Opens stores as tests need them, and ends their sessions.
 */
@SuppressWarnings("try")
final class ZooKeeperStores {

	private ZooKeeperStores() {
	}

	static Store open(Collection<String> endpoints, Duration requestTimeout, Duration sessionTimeout) {
		List<Endpoint> parsed = endpoints.stream().map((text) -> Endpoint.parse(text, false)).toList();
		return ZooKeeperStore.open(new ZooKeeperSettings(parsed, "", Duration.ofSeconds(1), requestTimeout,
				sessionTimeout, ReadConsistency.STRONG, null, null));
	}

	/**
	 * Ends a client's session on the server, as if it had expired.
	 * @param client the client
	 * @param endpoint the server
	 * @throws Exception if the server does not do so
	 */
	static void endSession(ZooKeeper client, String endpoint) throws Exception {
		CountDownLatch connected = new CountDownLatch(1);
		try (ZooKeeper second = new ZooKeeper(endpoint, client.getSessionTimeout(), (event) -> {
			if (event.getState() == Watcher.Event.KeeperState.SyncConnected) {
				connected.countDown();
			}
		}, client.getSessionId(), client.getSessionPasswd())) {
			assertThat(connected.await(5, TimeUnit.SECONDS)).isTrue();
		}
	}

}
