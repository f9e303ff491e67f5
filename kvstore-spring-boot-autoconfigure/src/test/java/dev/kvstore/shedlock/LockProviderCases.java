package dev.kvstore.shedlock;

import java.time.Duration;
import java.util.Optional;

import net.javacrumbs.shedlock.core.ClockProvider;
import net.javacrumbs.shedlock.core.LockConfiguration;
import net.javacrumbs.shedlock.core.SimpleLock;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.BeforeEach;

import dev.kvstore.api.Store;

/**
 * One group of the contract. Each test has an open store and a directory of its own.
 */
abstract class LockProviderCases {

	static final Duration LONG = Duration.ofMinutes(5);

	static final Duration SHORT = Duration.ofMillis(50);

	final LockProviderContract contract;

	final String key;

	Store store;

	StoreLockProvider provider;

	LockProviderCases(LockProviderContract contract) {
		this.contract = contract;
		this.key = contract.directory + "/job";
	}

	@BeforeEach
	void openStore() {
		this.store = this.contract.open();
		this.provider = provider(this.store);
	}

	final StoreLockProvider provider(Store providing) {
		return new StoreLockProvider(providing, this.contract.directory);
	}

	static Optional<SimpleLock> lock(StoreLockProvider provider, Duration atMost) {
		return provider.lock(configuration(atMost, Duration.ZERO));
	}

	static LockConfiguration configuration(Duration atMost, Duration atLeast) {
		return new LockConfiguration(ClockProvider.now(), "job", atMost, atLeast);
	}

	static ConditionFactory await() {
		return Awaitility.await().pollInterval(Duration.ofMillis(10)).atMost(Duration.ofSeconds(30));
	}

}
