package dev.kvstore.template;

import org.junit.jupiter.api.extension.RegisterExtension;

import dev.kvstore.server.ConsulServer;

class ConsulStoreTemplateTests extends ServerStoreTemplateContract {

	@RegisterExtension
	static final ConsulServer server = ConsulServer.create();

	ConsulStoreTemplateTests() {
		super("consul", server);
	}

}
