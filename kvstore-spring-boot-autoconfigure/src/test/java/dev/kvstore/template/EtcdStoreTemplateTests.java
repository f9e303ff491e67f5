package dev.kvstore.template;

import org.junit.jupiter.api.extension.RegisterExtension;

import dev.kvstore.server.EtcdServer;

class EtcdStoreTemplateTests extends ServerStoreTemplateContract {

	@RegisterExtension
	static final EtcdServer server = EtcdServer.create();

	EtcdStoreTemplateTests() {
		super("etcd", server);
	}

}
