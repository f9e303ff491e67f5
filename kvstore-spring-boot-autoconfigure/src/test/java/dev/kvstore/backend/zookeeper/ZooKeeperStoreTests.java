package dev.kvstore.backend.zookeeper;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.extension.RegisterExtension;

import dev.kvstore.api.Store;
import dev.kvstore.backend.Endpoint;
import dev.kvstore.kit.StoreCompatibilityKit;
import dev.kvstore.server.GivenOrStarted;

class ZooKeeperStoreTests extends StoreCompatibilityKit {

	@RegisterExtension
	static final GivenOrStarted servers = GivenOrStarted.zooKeeper();

	@Override
	protected Store open() {
		List<Endpoint> endpoints = servers.endpoints().stream().map((text) -> Endpoint.parse(text, false)).toList();
		return ZooKeeperStore.open(ZooKeeperSettings.of(endpoints));
	}

	@Override
	protected Duration expiryBoundAfterClose() {
		return Duration.ofSeconds(3);
	}

}
