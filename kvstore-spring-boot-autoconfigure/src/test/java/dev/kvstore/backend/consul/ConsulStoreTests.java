package dev.kvstore.backend.consul;

import java.time.Duration;

import org.junit.jupiter.api.extension.RegisterExtension;

import dev.kvstore.api.Store;
import dev.kvstore.backend.Endpoint;
import dev.kvstore.kit.StoreCompatibilityKit;
import dev.kvstore.server.ConsulServer;

class ConsulStoreTests extends StoreCompatibilityKit {

	@RegisterExtension
	static final ConsulServer server = ConsulServer.create();

	@Override
	protected Store open() {
		return ConsulStore.open(ConsulSettings.of(Endpoint.parse(server.endpoint(), false)));
	}

	@Override
	protected Duration expiryBoundAfterClose() {
		return Duration.ofSeconds(4);
	}

}
