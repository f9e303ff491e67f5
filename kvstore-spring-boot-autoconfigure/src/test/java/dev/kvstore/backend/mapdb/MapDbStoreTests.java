package dev.kvstore.backend.mapdb;

import java.nio.file.Path;

import org.junit.jupiter.api.io.TempDir;

import dev.kvstore.api.Store;
import dev.kvstore.kit.StoreCompatibilityKit;

class MapDbStoreTests extends StoreCompatibilityKit {

	private final Path directory;

	MapDbStoreTests(@TempDir Path directory) {
		this.directory = directory;
	}

	@Override
	protected Store open() {
		return MapDbStore.open(MapDbSettings.of(this.directory.resolve("store.db")));
	}

}
