package dev.kvstore.lifecycle;

import java.util.List;

import org.junit.jupiter.api.extension.RegisterExtension;

import dev.kvstore.server.ZooKeeperServer;

class ZooKeeperResourcesTests extends ResourcesContract {

	@RegisterExtension
	static final ZooKeeperServer server = ZooKeeperServer.create();

	@Override
	List<String> properties() {
		return List.of("kvstore.backend=zookeeper", "kvstore.endpoints=" + server.endpoint());
	}

}
