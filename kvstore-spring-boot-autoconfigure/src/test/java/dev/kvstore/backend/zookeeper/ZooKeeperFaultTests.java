package dev.kvstore.backend.zookeeper;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.extension.RegisterExtension;

import dev.kvstore.api.Store;
import dev.kvstore.kit.FaultContract;
import dev.kvstore.server.ServerNode;
import dev.kvstore.server.ZooKeeperServer;

class ZooKeeperFaultTests extends FaultContract {

	private static final Duration SESSION_TIMEOUT = Duration.ofSeconds(4);

	@RegisterExtension
	static final ZooKeeperServer server = ZooKeeperServer.create();

	@Override
	protected ServerNode server() {
		return server;
	}

	@Override
	protected Store open(String endpoint) {
		return ZooKeeperStores.open(List.of(endpoint), REQUEST_TIMEOUT, SESSION_TIMEOUT);
	}

	@Override
	protected Duration expiryBoundAfterClose() {
		return SESSION_TIMEOUT.plusSeconds(4);
	}

	@Override
	protected Duration grantedTtl(Duration requested) {
		return (requested.compareTo(SESSION_TIMEOUT) > 0) ? requested : SESSION_TIMEOUT;
	}

}
