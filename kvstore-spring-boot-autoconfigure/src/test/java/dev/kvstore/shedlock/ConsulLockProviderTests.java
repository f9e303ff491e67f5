package dev.kvstore.shedlock;

import org.junit.jupiter.api.extension.RegisterExtension;

import dev.kvstore.api.Store;
import dev.kvstore.connection.StoreFactories;
import dev.kvstore.connection.StoreSettings;
import dev.kvstore.server.GivenOrStarted;

class ConsulLockProviderTests extends LockProviderContract {

	@RegisterExtension
	static final GivenOrStarted SERVER = GivenOrStarted.consul();

	@Override
	protected Store openStore() {
		return StoreFactories.create("consul", StoreSettings.defaults().withEndpoints(SERVER.endpoints()));
	}

}
