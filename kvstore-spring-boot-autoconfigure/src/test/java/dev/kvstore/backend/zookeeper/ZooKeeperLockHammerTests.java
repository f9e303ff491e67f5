package dev.kvstore.backend.zookeeper;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooKeeper;
import org.junit.jupiter.api.extension.RegisterExtension;

import dev.kvstore.api.Store;
import dev.kvstore.kit.LockHammerContract;
import dev.kvstore.server.ZooKeeperServer;

@SuppressWarnings("try")
class ZooKeeperLockHammerTests extends LockHammerContract {

	@RegisterExtension
	static final ZooKeeperServer server = ZooKeeperServer.create();

	@Override
	protected Store open() {
		return ZooKeeperStores.open(server.endpoints(), Duration.ofSeconds(5), Duration.ofSeconds(10));
	}

	@Override
	protected void destroyHolder(String key, int round) throws Exception {
		String queue = "/.kvstore/locks/" + key;
		try (ZooKeeper client = new ZooKeeper(server.endpoint(), 10_000, null)) {
			List<String> names = client.getChildren(queue, false);
			Optional<String> first = names.stream().min(Comparator.comparing((name) -> name.substring(37)));
			if (first.isPresent()) {
				client.delete(queue + "/" + first.get(), -1);
			}
		}
		catch (KeeperException.NoNodeException ex) {
			// nobody holds it
		}
	}

}
