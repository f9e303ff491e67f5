package dev.kvstore.test;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AutoClose;

import dev.kvstore.api.Store;
import dev.kvstore.connection.StoreFactories;

/**
 * A store with faults and a rival without them, on the same data.
 */
abstract class FaultyStores {

	static final Duration MINUTE = Duration.ofMinutes(1);

	private final String memory = "mem:faults-" + UUID.randomUUID();

	final StoreFaults faults = new StoreFaults();

	@AutoClose
	final Store rival = StoreFactories.create("mapdb", this.memory);

	@AutoClose
	final Store store = open(MINUTE);

	final Store open(Duration requestTimeout) {
		return this.faults.inject(StoreFactories.create("mapdb", this.memory), requestTimeout);
	}

	static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	static ConditionFactory await() {
		return Awaitility.await().pollInterval(Duration.ofMillis(5)).atMost(Duration.ofSeconds(30));
	}

}
