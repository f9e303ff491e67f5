package dev.kvstore.leader;

import org.junit.jupiter.api.extension.RegisterExtension;

import dev.kvstore.server.ConsulCluster;

class ConsulLeaderClusterTests extends LeaderClusterContract {

	@RegisterExtension
	static final ConsulCluster cluster = ConsulCluster.create();

	ConsulLeaderClusterTests() {
		super("consul", cluster);
	}

}
