package dev.kvstore.health;

import org.junit.jupiter.api.extension.RegisterExtension;

import dev.kvstore.server.ConsulCluster;

class ConsulClusterHealthTests extends ClusterHealthContract {

	@RegisterExtension
	static final ConsulCluster cluster = ConsulCluster.create();

	ConsulClusterHealthTests() {
		super("consul", cluster);
	}

}
