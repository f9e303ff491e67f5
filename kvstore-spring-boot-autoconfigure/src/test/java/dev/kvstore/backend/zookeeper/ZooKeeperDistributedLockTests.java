package dev.kvstore.backend.zookeeper;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;

import org.apache.zookeeper.ZooKeeper;
import org.junit.jupiter.api.extension.RegisterExtension;

import dev.kvstore.api.Store;
import dev.kvstore.lock.ServerDistributedLockContract;
import dev.kvstore.server.ZooKeeperServer;

@SuppressWarnings("try")
class ZooKeeperDistributedLockTests extends ServerDistributedLockContract {

	@RegisterExtension
	static final ZooKeeperServer server = ZooKeeperServer.create();

	ZooKeeperDistributedLockTests() {
		super(server);
	}

	@Override
	protected Store open(String endpoint) {
		return ZooKeeperStores.open(List.of(endpoint), Duration.ofSeconds(5), Duration.ofSeconds(10));
	}

	@Override
	protected void destroyHolder(String key) throws Exception {
		String queue = "/.kvstore/locks/" + Layout.encode(key);
		try (ZooKeeper client = new ZooKeeper(server.endpoint(), 10_000, null)) {
			List<String> names = client.getChildren(queue, false);
			String first = names.stream().min(Comparator.comparing((name) -> name.substring(37))).orElseThrow();
			client.delete(queue + "/" + first, -1);
		}
	}

}
