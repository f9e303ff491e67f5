package dev.kvstore.observation;

import java.nio.file.Path;

import org.junit.jupiter.api.io.TempDir;

import dev.kvstore.api.Store;
import dev.kvstore.connection.StoreFactories;

class MapDbObservationTests extends ObservationContract {

	private final String file;

	MapDbObservationTests(@TempDir Path directory) {
		super("mapdb");
		this.file = directory.resolve("store.db").toString();
	}

	@Override
	Store open() {
		return StoreFactories.create("mapdb", this.file);
	}

}
