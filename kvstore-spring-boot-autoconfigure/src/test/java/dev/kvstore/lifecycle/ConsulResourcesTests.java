package dev.kvstore.lifecycle;

import java.util.List;

import org.junit.jupiter.api.extension.RegisterExtension;

import dev.kvstore.server.ConsulServer;

class ConsulResourcesTests extends ResourcesContract {

	@RegisterExtension
	static final ConsulServer server = ConsulServer.create();

	@Override
	List<String> properties() {
		return List.of("kvstore.backend=consul", "kvstore.endpoints=" + server.endpoint());
	}

}
