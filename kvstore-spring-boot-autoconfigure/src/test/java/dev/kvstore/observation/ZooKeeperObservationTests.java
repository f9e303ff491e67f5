package dev.kvstore.observation;

import org.junit.jupiter.api.extension.RegisterExtension;

import dev.kvstore.server.ZooKeeperServer;

class ZooKeeperObservationTests extends ServerObservationContract {

	@RegisterExtension
	static final ZooKeeperServer server = ZooKeeperServer.create();

	ZooKeeperObservationTests() {
		super("zookeeper", server);
	}

}
