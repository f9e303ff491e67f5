package dev.kvstore.connection;

import java.nio.file.Path;

import org.junit.jupiter.api.io.TempDir;

import dev.kvstore.api.Store;
import dev.kvstore.kit.StoreCompatibilityKit;

/**
 * Tests that a {@link NamespacedStore} does what the store inside it does.
 */
class NamespacedStoreCompatibilityTests extends StoreCompatibilityKit {

	private final Path directory;

	NamespacedStoreCompatibilityTests(@TempDir Path directory) {
		this.directory = directory;
	}

	@Override
	protected Store open() {
		Store store = StoreFactories.create("mapdb", this.directory.resolve("store.db").toString());
		return new NamespacedStore(store, new Namespace("team/app"));
	}

}
