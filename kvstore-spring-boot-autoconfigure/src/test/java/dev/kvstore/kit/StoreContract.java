package dev.kvstore.kit;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

import dev.kvstore.api.KeyValue;
import dev.kvstore.api.Store;
import dev.kvstore.api.StoreClosedException;

/**
 * One group of the contract. Each test has an open store and a directory of its own, and
 * leaves neither behind.
 */
abstract class StoreContract {

	/**
	 * What groups lock that count the threads of this JVM, or that run beside others.
	 */
	static final String THREADS = "threads of this JVM";

	private final StoreCompatibilityKit kit;

	private final List<Store> opened = new CopyOnWriteArrayList<>();

	final String root = "kit-" + UUID.randomUUID();

	Store store;

	StoreContract(StoreCompatibilityKit kit) {
		this.kit = kit;
	}

	@BeforeEach
	void openStore() {
		this.store = open();
	}

	@AfterEach
	void closeStores() {
		try {
			boolean done = false;
			for (Iterator<Store> candidates = this.opened.iterator(); candidates.hasNext() && !done;) {
				done = deleteOwnKeys(candidates.next());
			}
		}
		finally {
			closeAll();
		}
	}

	private boolean deleteOwnKeys(Store candidate) {
		try {
			candidate.deleteTree(this.root);
			return true;
		}
		catch (StoreClosedException ex) {
			return false;
		}
	}

	final Store open() {
		Store further = this.kit.open();
		this.opened.add(further);
		return further;
	}

	final List<Store> open(int count) {
		return Stream.generate(this::open).limit(count).toList();
	}

	final void closeAll() {
		List<Store> stores = new ArrayList<>(this.opened);
		this.opened.clear();
		stores.forEach(Store::close);
	}

	final Duration expiryBoundAfterClose() {
		return this.kit.expiryBoundAfterClose();
	}

	final String key(String name) {
		return this.root + "/" + name;
	}

	final KeyValue put(String name, String text) {
		return this.store.put(key(name), bytes(text));
	}

	static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	static List<String> keys(List<KeyValue> keyValues) {
		return keyValues.stream().map(KeyValue::key).toList();
	}

	static ConditionFactory await() {
		return Awaitility.await().pollInterval(Duration.ofMillis(10)).atMost(Duration.ofSeconds(30));
	}

	static void throughout(Duration duration, Callable<Boolean> condition) {
		long start = System.nanoTime();
		Awaitility.await()
			.pollInterval(Duration.ofMillis(20))
			.atMost(duration.plusSeconds(10))
			.failFast("It did not last", () -> !condition.call())
			.until(() -> System.nanoTime() - start >= duration.toNanos());
	}

}
