package dev.kvstore.test;

import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.io.TempDir;

import dev.kvstore.api.Store;
import dev.kvstore.connection.StoreFactories;
import dev.kvstore.kit.StoreCompatibilityKit;

/**
 * Tests that a {@link FaultyStore} does what the store inside it does while there is no
 * fault.
 */
class FaultlessStoreTests extends StoreCompatibilityKit {

	private final Path directory;

	FaultlessStoreTests(@TempDir Path directory) {
		this.directory = directory;
	}

	@Override
	protected Store open() {
		Store store = StoreFactories.create("mapdb", this.directory.resolve("store.db").toString());
		return new StoreFaults().inject(store, Duration.ofSeconds(5));
	}

}
