package dev.kvstore.backend.mapdb;

import java.util.UUID;

import org.junit.jupiter.api.AutoClose;

import dev.kvstore.api.Store;
import dev.kvstore.kit.StoreCompatibilityKit;

/**
 * Memory ends with its last store, so one of them stays open while the kit opens and
 * closes the others.
 */
class InMemoryStoreTests extends StoreCompatibilityKit {

	private final MapDbSettings settings = MapDbSettings.inMemory("kit-" + UUID.randomUUID());

	@AutoClose
	final Store staysOpen = open();

	@Override
	protected Store open() {
		return MapDbStore.open(this.settings);
	}

}
