package dev.kvstore.observation;

import java.nio.file.Path;

import org.junit.jupiter.api.io.TempDir;

import dev.kvstore.api.Store;
import dev.kvstore.connection.StoreFactories;
import dev.kvstore.kit.StoreCompatibilityKit;

/**
 * Tests that a {@link TrackedStore} does what the store inside it does.
 */
class TrackedStoreTests extends StoreCompatibilityKit {

	private final Path directory;

	TrackedStoreTests(@TempDir Path directory) {
		this.directory = directory;
	}

	@Override
	protected Store open() {
		return new ActivityTracker()
			.track(StoreFactories.create("mapdb", this.directory.resolve("store.db").toString()));
	}

}
