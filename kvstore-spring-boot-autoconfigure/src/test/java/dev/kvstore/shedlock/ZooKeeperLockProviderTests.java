package dev.kvstore.shedlock;

import org.junit.jupiter.api.extension.RegisterExtension;

import dev.kvstore.api.Store;
import dev.kvstore.connection.StoreFactories;
import dev.kvstore.connection.StoreSettings;
import dev.kvstore.server.GivenOrStarted;

class ZooKeeperLockProviderTests extends LockProviderContract {

	@RegisterExtension
	static final GivenOrStarted SERVER = GivenOrStarted.zooKeeper();

	@Override
	protected Store openStore() {
		return StoreFactories.create("zookeeper", StoreSettings.defaults().withEndpoints(SERVER.endpoints()));
	}

}
