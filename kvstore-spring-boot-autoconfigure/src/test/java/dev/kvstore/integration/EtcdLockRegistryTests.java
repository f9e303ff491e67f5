package dev.kvstore.integration;

import org.junit.jupiter.api.extension.RegisterExtension;

import dev.kvstore.api.Store;
import dev.kvstore.connection.StoreFactories;
import dev.kvstore.connection.StoreSettings;
import dev.kvstore.server.GivenOrStarted;

class EtcdLockRegistryTests extends LockRegistryContract {

	@RegisterExtension
	static final GivenOrStarted SERVER = GivenOrStarted.etcd();

	@Override
	protected Store openStore() {
		return StoreFactories.create("etcd", StoreSettings.defaults().withEndpoints(SERVER.endpoints()));
	}

}
