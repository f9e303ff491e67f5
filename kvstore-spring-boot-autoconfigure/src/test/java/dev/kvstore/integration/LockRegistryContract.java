package dev.kvstore.integration;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;

import dev.kvstore.api.Store;

/**
 * What Spring Integration expects of a registry, and what we promise beyond it, on one
 * backend.
 */
abstract class LockRegistryContract {

	final String directory = "integration-" + UUID.randomUUID();

	private final List<Store> opened = new CopyOnWriteArrayList<>();

	abstract Store openStore();

	final Store open() {
		Store store = openStore();
		this.opened.add(store);
		return store;
	}

	@AfterEach
	void closeStores() {
		this.opened.forEach(Store::close);
	}

	@Nested
	class Threads extends ThreadsContract {

		Threads() {
			super(LockRegistryContract.this);
		}

	}

	@Nested
	class Losses extends LossesContract {

		Losses() {
			super(LockRegistryContract.this);
		}

	}

	@Nested
	class Interrupts extends InterruptsContract {

		Interrupts() {
			super(LockRegistryContract.this);
		}

	}

}
