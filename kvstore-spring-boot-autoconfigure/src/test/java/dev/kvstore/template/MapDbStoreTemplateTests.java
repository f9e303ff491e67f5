package dev.kvstore.template;

import java.nio.file.Path;

import org.junit.jupiter.api.io.TempDir;

import dev.kvstore.api.Store;
import dev.kvstore.connection.StoreFactories;

class MapDbStoreTemplateTests extends StoreTemplateContract {

	private final Path files;

	MapDbStoreTemplateTests(@TempDir Path directory) {
		this.files = directory;
	}

	@Override
	protected Store openStore() {
		return StoreFactories.create("mapdb", this.files.resolve("store.db").toString());
	}

}
