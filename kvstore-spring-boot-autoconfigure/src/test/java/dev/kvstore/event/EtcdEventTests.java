package dev.kvstore.event;

import org.junit.jupiter.api.extension.RegisterExtension;

import dev.kvstore.server.EtcdServer;

class EtcdEventTests extends ServerEventContract {

	@RegisterExtension
	static final EtcdServer server = EtcdServer.create();

	EtcdEventTests() {
		super("etcd", server);
	}

}
