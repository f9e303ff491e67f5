package dev.kvstore.leader;

import org.junit.jupiter.api.extension.RegisterExtension;

import dev.kvstore.server.ZooKeeperCluster;

class ZooKeeperLeaderClusterTests extends LeaderClusterContract {

	@RegisterExtension
	static final ZooKeeperCluster cluster = ZooKeeperCluster.create();

	ZooKeeperLeaderClusterTests() {
		super("zookeeper", cluster);
	}

}
