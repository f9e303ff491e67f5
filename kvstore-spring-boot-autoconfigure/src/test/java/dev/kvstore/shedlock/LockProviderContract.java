package dev.kvstore.shedlock;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import dev.kvstore.api.Store;

/**
 * What ShedLock asks of a provider, and what we promise beyond it, on one backend.
 */
abstract class LockProviderContract {

	final String directory = "shedlock-" + UUID.randomUUID();

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
	@Execution(ExecutionMode.CONCURRENT)
	class Times extends TimesContract {

		Times() {
			super(LockProviderContract.this);
		}

	}

	@Nested
	@Execution(ExecutionMode.CONCURRENT)
	class Rivals extends RivalsContract {

		Rivals() {
			super(LockProviderContract.this);
		}

	}

	@Nested
	class UnknownOutcomes extends UnknownOutcomesContract {

		UnknownOutcomes() {
			super(LockProviderContract.this);
		}

	}

}
