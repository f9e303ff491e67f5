package dev.kvstore.backend.zookeeper;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.extension.RegisterExtension;

import dev.kvstore.api.Store;
import dev.kvstore.kit.ClusterContract;
import dev.kvstore.server.ServerCluster;
import dev.kvstore.server.ZooKeeperCluster;

class ZooKeeperClusterTests extends ClusterContract {

	@RegisterExtension
	static final ZooKeeperCluster cluster = ZooKeeperCluster.create();

	@Override
	protected ServerCluster<?> cluster() {
		return cluster;
	}

	@Override
	protected Store open(List<String> endpoints) {
		return ZooKeeperStores.open(endpoints, REQUEST_TIMEOUT, Duration.ofSeconds(10));
	}

}
