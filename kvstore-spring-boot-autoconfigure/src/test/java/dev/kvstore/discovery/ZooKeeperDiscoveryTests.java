package dev.kvstore.discovery;

import java.time.Duration;

import org.junit.jupiter.api.extension.RegisterExtension;

import dev.kvstore.server.ZooKeeperServer;

class ZooKeeperDiscoveryTests extends ServerDiscoveryContract {

	private static final Duration SESSION = Duration.ofSeconds(10);

	@RegisterExtension
	static final ZooKeeperServer server = ZooKeeperServer.create();

	ZooKeeperDiscoveryTests() {
		super("zookeeper", server);
	}

	@Override
	Duration longestLife() {
		return SESSION.plus(TTL.multipliedBy(2)).plusSeconds(2);
	}

}
