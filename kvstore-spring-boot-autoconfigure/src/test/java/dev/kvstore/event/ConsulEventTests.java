package dev.kvstore.event;

import org.junit.jupiter.api.extension.RegisterExtension;

import dev.kvstore.server.ConsulServer;

class ConsulEventTests extends ServerEventContract {

	@RegisterExtension
	static final ConsulServer server = ConsulServer.create();

	ConsulEventTests() {
		super("consul", server);
	}

}
