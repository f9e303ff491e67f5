package dev.kvstore.template;

import java.time.Duration;

import dev.kvstore.api.Store;
import dev.kvstore.connection.StoreFactories;
import dev.kvstore.connection.StoreSettings;
import dev.kvstore.server.ServerNode;

/**
 * What templates do on every backend with a server.
 */
abstract class ServerStoreTemplateContract extends StoreTemplateContract {

	private final String backend;

	private final ServerNode server;

	ServerStoreTemplateContract(String backend, ServerNode server) {
		this.backend = backend;
		this.server = server;
	}

	@Override
	Store openStore() {
		return open(this.server.endpoint());
	}

	private Store open(String endpoint) {
		return StoreFactories.create(this.backend,
				StoreSettings.defaults().withEndpoints(endpoint).withRequestTimeout(Duration.ofSeconds(5)));
	}

}
