package dev.kvstore.event;

import java.nio.file.Path;

import org.junit.jupiter.api.io.TempDir;

import dev.kvstore.api.Store;
import dev.kvstore.connection.StoreFactories;

class MapDbEventTests extends EventContract {

	private final Path files;

	MapDbEventTests(@TempDir Path directory) {
		this.files = directory;
	}

	@Override
	protected Store openStore() {
		return StoreFactories.create("mapdb", this.files.resolve("test.db").toString());
	}

}
