package dev.kvstore.integration;

import java.time.Duration;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.integration.support.locks.DistributedLock;

import dev.kvstore.api.LockHandle;
import dev.kvstore.api.LockOptions;
import dev.kvstore.api.Store;
import dev.kvstore.api.StoreLock;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * One group of the contract. Each test has two registries on stores of their own, as two
 * processes have them, and leaves no lock in use.
 */
abstract class LockRegistryCases {

	private static final LockOptions OPTIONS = LockOptions.defaults();

	private final LockRegistryContract contract;

	Store store;

	StoreLockRegistry registry;

	StoreLockRegistry rival;

	DistributedLock lock;

	LockRegistryCases(LockRegistryContract contract) {
		this.contract = contract;
	}

	@BeforeEach
	void openStores() {
		this.store = this.contract.open();
		this.registry = new StoreLockRegistry(this.store, this.contract.directory, OPTIONS);
		this.rival = new StoreLockRegistry(this.contract.open(), this.contract.directory, OPTIONS);
		this.lock = this.registry.obtain("a");
	}

	@AfterEach
	void nothingIsLeftInUse() {
		assertThat(this.registry.size() + this.rival.size()).isZero();
	}

	final StoreLock stored() {
		return this.store.newLock(this.contract.directory + "/a");
	}

	final LockHandle destroy() {
		LockHandle handle = this.registry.handle("a").orElseThrow();
		StoreLock operator = stored();
		assertThat(operator.forceRelease(operator.holder().orElseThrow())).isTrue();
		await().until(() -> !handle.isHeld());
		return handle;
	}

	final void assertFree() {
		await().until(() -> stored().holder().isEmpty());
		assertThat(this.registry.size()).isZero();
	}

	static ConditionFactory await() {
		return Awaitility.await().pollInterval(Duration.ofMillis(10)).atMost(Duration.ofSeconds(30));
	}

}
