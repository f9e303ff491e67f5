package dev.kvstore.backend.etcd;

import org.junit.jupiter.api.extension.RegisterExtension;

import dev.kvstore.api.Store;
import dev.kvstore.kit.StoreCompatibilityKit;
import dev.kvstore.server.GivenOrStarted;

class EtcdStoreTests extends StoreCompatibilityKit {

	@RegisterExtension
	static final GivenOrStarted SERVER = GivenOrStarted.etcd();

	@Override
	protected Store open() {
		return EtcdStore.open(RawEtcd.settings(SERVER.endpoints()));
	}

}
