package dev.kvstore.kit;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

import dev.kvstore.api.KeyValue;
import dev.kvstore.api.Store;
import dev.kvstore.api.Watch;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A thousand watches of one store. A backend's test class extends it; no case may be
 * skipped or weakened.
 */
@ResourceLock(StoreContract.THREADS)
public abstract class ManyWatchesContract {

	private static final int MANY = 1_000;

	private static final int WRITERS = 8;

	private static final int TOLERANCE = 10;

	private final String root = "watches-" + UUID.randomUUID();

	/**
	 * Opens a further store, independent of those opened before.
	 * @return a store that the contract closes
	 */
	protected abstract Store open();

	/**
	 * Returns how many platform threads watches may need, however many watches there are.
	 * @return the bound that the backend documents
	 */
	protected int threadBound() {
		return 0;
	}

	@Test
	void aThousandWatchesMeetTheContractWithoutAThreadEach() throws Exception {
		try (Store writer = open(); Store store = open()) {
			write(writer, "before");
			store.watchTree(this.root + "/none", new RecordingListener());
			int before = threads();
			List<RecordingListener> listeners = Stream.generate(RecordingListener::new).limit(MANY).toList();
			List<Watch> watches = new ArrayList<>();
			for (int number = 0; number < MANY; number++) {
				watches.add(watch(store, number, listeners.get(number)));
			}
			await().until(() -> watches.stream().allMatch(Watch::isSynced));
			assertViews(writer, listeners);
			assertThreadsWithin(before);
			for (int round = 0; round < 3; round++) {
				write(writer, "round " + round);
				assertViews(writer, listeners);
			}
			writer.deleteTree(this.root);
			assertViews(writer, listeners);
			assertThreadsWithin(before);
			assertThat(watches).allMatch(Watch::isSynced);
		}
	}

	private Watch watch(Store store, int number, RecordingListener listener) {
		return (number % 2 == 0) ? store.watch(key(number), listener) : store.watchTree(directory(number), listener);
	}

	private void write(Store writer, String value) throws Exception {
		Rivals.race(WRITERS, (thread) -> {
			for (int number = thread; number < MANY; number += WRITERS) {
				writer.put(key(number), StoreContract.bytes(value));
			}
			return null;
		});
	}

	private void assertViews(Store reader, List<RecordingListener> listeners) {
		List<KeyValue> present = reader.list(this.root);
		await().untilAsserted(() -> assertThat(listeners.stream().flatMap((listener) -> listener.view().stream()))
			.containsExactlyInAnyOrderElementsOf(present));
		assertThat(listeners).allSatisfy((listener) -> assertThat(listener.violations()).isEmpty())
			.allSatisfy((listener) -> assertThat(listener.view().size()).isLessThanOrEqualTo(1));
	}

	private void assertThreadsWithin(int before) {
		await().untilAsserted(() -> assertThat(threads() - before).as("further threads")
			.isLessThanOrEqualTo(threadBound() + TOLERANCE));
	}

	private String directory(int number) {
		return this.root + "/d" + number % 50 + "/" + number;
	}

	private String key(int number) {
		return directory(number) + "/key";
	}

	private static int threads() {
		return ManagementFactory.getThreadMXBean().getThreadCount();
	}

	private static ConditionFactory await() {
		return StoreContract.await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(100));
	}

}
