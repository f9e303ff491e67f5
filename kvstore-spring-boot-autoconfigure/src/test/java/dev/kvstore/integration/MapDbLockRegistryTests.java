package dev.kvstore.integration;

import java.nio.file.Path;

import org.junit.jupiter.api.io.TempDir;

import dev.kvstore.api.Store;
import dev.kvstore.connection.StoreFactories;

class MapDbLockRegistryTests extends LockRegistryContract {

	private final Path files;

	MapDbLockRegistryTests(@TempDir Path directory) {
		this.files = directory;
	}

	@Override
	protected Store openStore() {
		return StoreFactories.create("mapdb", this.files.resolve("store.db").toString());
	}

}
