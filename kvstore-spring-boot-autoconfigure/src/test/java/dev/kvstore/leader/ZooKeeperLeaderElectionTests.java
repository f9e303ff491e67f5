package dev.kvstore.leader;

import org.apache.zookeeper.ZooKeeper;
import org.junit.jupiter.api.extension.RegisterExtension;

import dev.kvstore.server.ZooKeeperServer;

@SuppressWarnings("try")
class ZooKeeperLeaderElectionTests extends ServerLeaderElectionContract {

	@RegisterExtension
	static final ZooKeeperServer server = ZooKeeperServer.create();

	ZooKeeperLeaderElectionTests() {
		super("zookeeper", server);
	}

	@Override
	void destroyLeases() throws Exception {
		String queue = "/.kvstore/locks/" + RoleKey.of(this.role).replace("/", "%2F");
		try (ZooKeeper client = new ZooKeeper(server.endpoint(), 10_000, null)) {
			for (String contender : client.getChildren(queue, false)) {
				client.delete(queue + "/" + contender, -1);
			}
		}
	}

}
