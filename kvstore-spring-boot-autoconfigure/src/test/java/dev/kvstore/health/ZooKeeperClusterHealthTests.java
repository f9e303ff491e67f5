package dev.kvstore.health;

import org.junit.jupiter.api.extension.RegisterExtension;

import dev.kvstore.server.ZooKeeperCluster;

class ZooKeeperClusterHealthTests extends ClusterHealthContract {

	@RegisterExtension
	static final ZooKeeperCluster cluster = ZooKeeperCluster.create();

	ZooKeeperClusterHealthTests() {
		super("zookeeper", cluster);
	}

}
