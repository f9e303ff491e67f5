package dev.kvstore.shedlock;

import java.nio.file.Path;

import org.junit.jupiter.api.io.TempDir;

import dev.kvstore.api.Store;
import dev.kvstore.connection.StoreFactories;

class MapDbLockProviderTests extends LockProviderContract {

	private final Path files;

	MapDbLockProviderTests(@TempDir Path directory) {
		this.files = directory;
	}

	@Override
	protected Store openStore() {
		return StoreFactories.create("mapdb", this.files.resolve("store.db").toString());
	}

}
