package dev.kvstore.config;

import org.junit.jupiter.api.extension.RegisterExtension;

import dev.kvstore.server.ConsulServer;

class ConsulConfigTests extends ServerConfigContract {

	@RegisterExtension
	static final ConsulServer server = ConsulServer.create();

	ConsulConfigTests() {
		super("consul", server);
	}

}
