package dev.kvstore.lifecycle;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.io.TempDir;

import dev.kvstore.api.Store;
import dev.kvstore.connection.StoreFactories;

class MapDbApplicationLifecycleTests extends ApplicationLifecycleContract {

	private final Path file;

	MapDbApplicationLifecycleTests(@TempDir Path directory) {
		this.file = directory.resolve("test.db");
	}

	@Override
	Store open() {
		return StoreFactories.create("mapdb", this.file.toString());
	}

	@Override
	List<String> properties() {
		return List.of("kvstore.mapdb.path=" + this.file);
	}

}
