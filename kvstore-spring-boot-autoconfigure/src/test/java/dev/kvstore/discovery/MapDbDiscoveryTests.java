package dev.kvstore.discovery;

import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.kvstore.api.Store;
import dev.kvstore.connection.StoreFactories;

class MapDbDiscoveryTests extends DiscoveredServicesContract {

	private final Path file;

	MapDbDiscoveryTests(@TempDir Path directory) {
		this.file = directory.resolve("test.db");
	}

	@Override
	Store open() {
		return StoreFactories.create("mapdb", this.file.toString());
	}

	@Override
	Duration longestLife() {
		return TTL.plusSeconds(2);
	}

	@Test
	void registryHasNoThreadWhileThereIsNothingToDo() {
		DiscoveryNode node = node();
		node.register("orders", "one", 80);
		await().until(() -> registrationThreads() == 0);
		node.store().deleteTree(this.directory);
		await().until(() -> !node.store().list(this.directory).isEmpty());
	}

}
