package dev.kvstore.leader;

import org.junit.jupiter.api.extension.RegisterExtension;

import dev.kvstore.server.EtcdCluster;

class EtcdLeaderClusterTests extends LeaderClusterContract {

	@RegisterExtension
	static final EtcdCluster cluster = EtcdCluster.create();

	EtcdLeaderClusterTests() {
		super("etcd", cluster);
	}

}
