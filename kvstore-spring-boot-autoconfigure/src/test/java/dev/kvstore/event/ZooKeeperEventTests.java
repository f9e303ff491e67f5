package dev.kvstore.event;

import org.junit.jupiter.api.extension.RegisterExtension;

import dev.kvstore.server.ZooKeeperServer;

class ZooKeeperEventTests extends ServerEventContract {

	@RegisterExtension
	static final ZooKeeperServer server = ZooKeeperServer.create();

	ZooKeeperEventTests() {
		super("zookeeper", server);
	}

}
