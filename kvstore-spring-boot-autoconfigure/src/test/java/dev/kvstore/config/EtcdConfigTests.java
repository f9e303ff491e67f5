package dev.kvstore.config;

import org.junit.jupiter.api.extension.RegisterExtension;

import dev.kvstore.server.EtcdServer;

class EtcdConfigTests extends ServerConfigContract {

	@RegisterExtension
	static final EtcdServer server = EtcdServer.create();

	EtcdConfigTests() {
		super("etcd", server);
	}

}
