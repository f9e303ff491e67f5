package dev.kvstore.lifecycle;

import org.junit.jupiter.api.extension.RegisterExtension;

import dev.kvstore.server.EtcdServer;

class EtcdApplicationLifecycleTests extends ServerApplicationLifecycleContract {

	@RegisterExtension
	static final EtcdServer server = EtcdServer.create();

	EtcdApplicationLifecycleTests() {
		super("etcd", server);
	}

}
