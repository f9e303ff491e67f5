package dev.kvstore.health;

import java.util.Map;

import org.junit.jupiter.api.extension.RegisterExtension;

import dev.kvstore.server.ZooKeeperServer;

class ZooKeeperHealthTests extends ServerHealthContract {

	@RegisterExtension
	static final ZooKeeperServer server = ZooKeeperServer.create();

	ZooKeeperHealthTests() {
		super("zookeeper", server, Map.of("lockSessions", 1), "mode");
	}

}
