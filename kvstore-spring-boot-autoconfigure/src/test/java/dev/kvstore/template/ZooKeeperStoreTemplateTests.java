package dev.kvstore.template;

import org.junit.jupiter.api.extension.RegisterExtension;

import dev.kvstore.server.ZooKeeperServer;

class ZooKeeperStoreTemplateTests extends ServerStoreTemplateContract {

	@RegisterExtension
	static final ZooKeeperServer server = ZooKeeperServer.create();

	ZooKeeperStoreTemplateTests() {
		super("zookeeper", server);
	}

}
