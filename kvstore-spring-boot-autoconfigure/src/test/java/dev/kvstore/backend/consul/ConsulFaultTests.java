package dev.kvstore.backend.consul;

import java.time.Duration;

import org.junit.jupiter.api.extension.RegisterExtension;

import dev.kvstore.api.Store;
import dev.kvstore.backend.Endpoint;
import dev.kvstore.kit.FaultContract;
import dev.kvstore.server.ConsulServer;
import dev.kvstore.server.ServerNode;

class ConsulFaultTests extends FaultContract {

	@RegisterExtension
	static final ConsulServer server = ConsulServer.create();

	@Override
	protected ServerNode server() {
		return server;
	}

	@Override
	protected Store open(String endpoint) {
		return ConsulStore.open(ConsulSettings.of(Endpoint.parse(endpoint, false)).withRequestTimeout(REQUEST_TIMEOUT));
	}

	@Override
	protected Duration expiryBoundAfterClose() {
		return Duration.ofSeconds(4);
	}

}
