package dev.kvstore.lifecycle;

import org.junit.jupiter.api.extension.RegisterExtension;

import dev.kvstore.server.ZooKeeperServer;

class ZooKeeperApplicationLifecycleTests extends ServerApplicationLifecycleContract {

	@RegisterExtension
	static final ZooKeeperServer server = ZooKeeperServer.create();

	ZooKeeperApplicationLifecycleTests() {
		super("zookeeper", server);
	}

}
