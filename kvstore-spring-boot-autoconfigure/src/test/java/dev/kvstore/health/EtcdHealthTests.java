package dev.kvstore.health;

import java.util.Map;

import org.junit.jupiter.api.extension.RegisterExtension;

import dev.kvstore.server.EtcdServer;

class EtcdHealthTests extends ServerHealthContract {

	@RegisterExtension
	static final EtcdServer server = EtcdServer.create();

	EtcdHealthTests() {
		super("etcd", server, Map.of("lockLeases", 1), "leader");
	}

}
