package dev.kvstore.config;

import org.junit.jupiter.api.extension.RegisterExtension;

import dev.kvstore.server.ZooKeeperServer;

class ZooKeeperConfigTests extends ServerConfigContract {

	@RegisterExtension
	static final ZooKeeperServer server = ZooKeeperServer.create();

	ZooKeeperConfigTests() {
		super("zookeeper", server);
	}

}
