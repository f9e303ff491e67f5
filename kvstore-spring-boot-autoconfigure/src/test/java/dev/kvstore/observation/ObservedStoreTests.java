package dev.kvstore.observation;

import java.nio.file.Path;

import org.junit.jupiter.api.io.TempDir;

import dev.kvstore.api.Store;
import dev.kvstore.connection.StoreFactories;
import dev.kvstore.kit.StoreCompatibilityKit;

/**
 * Tests that an {@link ObservedStore} around a {@link TrackedStore} does what the store
 * inside it does.
 */
class ObservedStoreTests extends StoreCompatibilityKit {

	private final Observed observed = new Observed("mapdb");

	private final Path directory;

	ObservedStoreTests(@TempDir Path directory) {
		this.directory = directory;
	}

	@Override
	protected Store open() {
		return this.observed.store(StoreFactories.create("mapdb", this.directory.resolve("store.db").toString()));
	}

}
