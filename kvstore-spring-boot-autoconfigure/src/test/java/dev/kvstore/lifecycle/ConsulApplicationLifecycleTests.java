package dev.kvstore.lifecycle;

import org.junit.jupiter.api.extension.RegisterExtension;

import dev.kvstore.server.ConsulServer;

class ConsulApplicationLifecycleTests extends ServerApplicationLifecycleContract {

	@RegisterExtension
	static final ConsulServer server = ConsulServer.create();

	ConsulApplicationLifecycleTests() {
		super("consul", server);
	}

}
