package dev.kvstore.backend.zookeeper;

import java.time.Duration;

import org.junit.jupiter.api.extension.RegisterExtension;

import dev.kvstore.api.Store;
import dev.kvstore.kit.ManyWatchesContract;
import dev.kvstore.server.ZooKeeperServer;

class ZooKeeperManyWatchesTests extends ManyWatchesContract {

	@RegisterExtension
	static final ZooKeeperServer server = ZooKeeperServer.create();

	@Override
	protected Store open() {
		return ZooKeeperStores.open(server.endpoints(), Duration.ofSeconds(5), Duration.ofSeconds(10));
	}

}
