package dev.kvstore.lock;

import java.nio.file.Path;

import org.junit.jupiter.api.io.TempDir;

import dev.kvstore.api.Store;
import dev.kvstore.api.StoreLock;
import dev.kvstore.connection.StoreFactories;

class MapDbDistributedLockTests extends DistributedLockContract {

	private final Path directory;

	MapDbDistributedLockTests(@TempDir Path directory) {
		this.directory = directory;
	}

	@Override
	protected Store open() {
		return StoreFactories.create("mapdb", this.directory.resolve("store.db").toString());
	}

	@Override
	protected void destroyHolder(String key) {
		try (Store operator = open()) {
			StoreLock lock = operator.newLock(key);
			lock.forceRelease(lock.holder().orElseThrow());
		}
	}

}
