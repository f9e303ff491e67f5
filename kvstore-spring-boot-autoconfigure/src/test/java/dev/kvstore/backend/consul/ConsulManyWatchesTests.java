package dev.kvstore.backend.consul;

import org.junit.jupiter.api.extension.RegisterExtension;

import dev.kvstore.api.Store;
import dev.kvstore.backend.Endpoint;
import dev.kvstore.kit.ManyWatchesContract;
import dev.kvstore.server.ConsulServer;

class ConsulManyWatchesTests extends ManyWatchesContract {

	@RegisterExtension
	static final ConsulServer server = ConsulServer.create();

	@Override
	protected Store open() {
		return ConsulStore.open(ConsulSettings.of(Endpoint.parse(server.endpoint(), false)));
	}

	@Override
	protected int threadBound() {
		return (Runtime.version().feature() < 21) ? 100 : 0;
	}

}
