package dev.kvstore.integration;

import org.junit.jupiter.api.extension.RegisterExtension;

import dev.kvstore.api.Store;
import dev.kvstore.connection.StoreFactories;
import dev.kvstore.connection.StoreSettings;
import dev.kvstore.server.GivenOrStarted;

class ConsulLockRegistryTests extends LockRegistryContract {

	@RegisterExtension
	static final GivenOrStarted SERVER = GivenOrStarted.consul();

	@Override
	protected Store openStore() {
		return StoreFactories.create("consul", StoreSettings.defaults().withEndpoints(SERVER.endpoints()));
	}

}
