package dev.kvstore.backend.mapdb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import dev.kvstore.api.Store;

/**
 * Prints how many durable puts a second one writer and 16 writers reach together, in
 * turns, and what a read costs.
 */
public final class DurablePutsBenchmark {

	private static final int ROUNDS = 5;

	private static final int WRITERS = 16;

	private static final int PUTS = 2000;

	private DurablePutsBenchmark() {
	}

	public static void main(String[] arguments) throws Exception {
		Path file = Files.createTempDirectory(directory(arguments), "kvstore").resolve("store.db");
		try (Store store = MapDbStore.open(MapDbSettings.of(file))) {
			put(store, WRITERS);
			for (int round = 0; round < ROUNDS; round++) {
				double one = put(store, 1);
				double many = put(store, WRITERS);
				System.out.printf("1 writer %.0f puts/s, %d writers %.0f puts/s, ratio %.1f, get %.0f ns%n", one,
						WRITERS, many, many / one, get(store));
			}
		}
	}

	private static Path directory(String[] arguments) throws IOException {
		return Files.createDirectories(Path.of((arguments.length > 0) ? arguments[0] : "target"));
	}

	private static double put(Store store, int writers) throws InterruptedException {
		List<Thread> threads = new ArrayList<>();
		for (int i = 0; i < writers; i++) {
			String prefix = "puts/" + i + "/";
			threads.add(new Thread(() -> put(store, prefix)));
		}
		long start = System.nanoTime();
		threads.forEach(Thread::start);
		for (Thread thread : threads) {
			thread.join();
		}
		return writers * PUTS * 1e9 / (System.nanoTime() - start);
	}

	private static void put(Store store, String prefix) {
		byte[] value = new byte[100];
		for (int i = 0; i < PUTS; i++) {
			store.put(prefix + i, value);
		}
	}

	private static double get(Store store) {
		int count = 1_000_000;
		long found = 0;
		long start = System.nanoTime();
		for (int i = 0; i < count; i++) {
			found += store.get("puts/0/" + i % PUTS).isPresent() ? 1 : 0;
		}
		return (double) (System.nanoTime() - start) / found;
	}

}
