package dev.kvstore.leader;

import java.nio.file.Path;

import org.junit.jupiter.api.io.TempDir;

import dev.kvstore.api.Store;
import dev.kvstore.connection.StoreFactories;

class MapDbLeaderElectionTests extends LeaderElectionContract {

	private final Path directory;

	MapDbLeaderElectionTests(@TempDir Path directory) {
		this.directory = directory;
	}

	@Override
	Store open() {
		return StoreFactories.create("mapdb", this.directory.resolve("test.db").toString());
	}

}
