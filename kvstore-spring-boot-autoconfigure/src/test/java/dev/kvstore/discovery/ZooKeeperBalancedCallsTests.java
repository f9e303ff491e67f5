package dev.kvstore.discovery;

import java.time.Duration;

import org.junit.jupiter.api.extension.RegisterExtension;

import dev.kvstore.server.ZooKeeperServer;

class ZooKeeperBalancedCallsTests extends ServerBalancedCallsContract {

	private static final Duration SESSION = Duration.ofSeconds(10);

	@RegisterExtension
	static final ZooKeeperServer server = ZooKeeperServer.create();

	ZooKeeperBalancedCallsTests() {
		super("zookeeper", server);
	}

	@Override
	Duration longestLife() {
		return SESSION.plus(TTL.multipliedBy(2)).plusSeconds(2);
	}

}
