package dev.kvstore.health;

import java.util.Map;

import org.junit.jupiter.api.extension.RegisterExtension;

import dev.kvstore.server.ConsulServer;

class ConsulHealthTests extends ServerHealthContract {

	@RegisterExtension
	static final ConsulServer server = ConsulServer.create();

	ConsulHealthTests() {
		super("consul", server, Map.of("lockSessions", 1), "leader");
	}

}
