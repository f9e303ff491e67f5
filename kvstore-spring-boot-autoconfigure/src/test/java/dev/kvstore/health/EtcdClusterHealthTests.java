package dev.kvstore.health;

import org.junit.jupiter.api.extension.RegisterExtension;

import dev.kvstore.server.EtcdCluster;

class EtcdClusterHealthTests extends ClusterHealthContract {

	@RegisterExtension
	static final EtcdCluster cluster = EtcdCluster.create();

	EtcdClusterHealthTests() {
		super("etcd", cluster);
	}

}
