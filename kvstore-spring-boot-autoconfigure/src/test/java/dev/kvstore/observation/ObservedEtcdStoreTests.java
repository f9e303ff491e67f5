package dev.kvstore.observation;

import org.junit.jupiter.api.extension.RegisterExtension;

import dev.kvstore.api.Store;
import dev.kvstore.connection.StoreFactories;
import dev.kvstore.kit.StoreCompatibilityKit;
import dev.kvstore.server.GivenOrStarted;

/**
 * Tests that an {@link ObservedStore} around a {@link TrackedStore} does what the store
 * of a server inside it does.
 */
class ObservedEtcdStoreTests extends StoreCompatibilityKit {

	@RegisterExtension
	static final GivenOrStarted SERVER = GivenOrStarted.etcd();

	private final Observed observed = new Observed("etcd");

	@Override
	protected Store open() {
		return this.observed.store(StoreFactories.create("etcd", SERVER.endpoints().toArray(String[]::new)));
	}

}
