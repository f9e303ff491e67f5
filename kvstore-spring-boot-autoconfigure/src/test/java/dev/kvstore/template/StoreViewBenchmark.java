package dev.kvstore.template;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import dev.kvstore.api.Store;
import dev.kvstore.connection.StoreFactories;

/**
 * Prints how many reads a second one thread gets from a view, and from the embedded store
 * itself.
 */
public final class StoreViewBenchmark {

	private static final int ROUNDS = 5;

	private static final int KEYS = 1000;

	private static final int READS = 10_000_000;

	private StoreViewBenchmark() {
	}

	public static void main(String[] arguments) throws Exception {
		Path directory = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "kvstore");
		try (Store store = StoreFactories.create("mapdb", directory.resolve("store.db").toString())) {
			StoreTemplate template = new StoreTemplate(store, new TextValueConverter());
			String[] keys = new String[KEYS];
			for (int i = 0; i < KEYS; i++) {
				keys[i] = "flags/tenant-" + i % 10 + "/flag-" + i;
				template.put(keys[i], i % 2 == 0);
			}
			StoreView<Boolean> view = template.view("flags", Boolean.class);
			if (!view.awaitSynced(Duration.ofSeconds(30))) {
				throw new IllegalStateException("not synced");
			}
			for (int round = 0; round < ROUNDS; round++) {
				System.out.printf("view %.1f M reads/s, entries() of %d keys %.1f M/s, embedded store %.2f M reads/s%n",
						perMicrosecond(READS, (i) -> view.get(keys[i % KEYS]).orElseThrow()), KEYS,
						perMicrosecond(READS, (i) -> view.entries().size() == KEYS),
						perMicrosecond(READS / 10, (i) -> store.get(keys[i % KEYS]).isPresent()));
			}
			view.close();
		}
	}

	private static double perMicrosecond(int reads, Read read) {
		long on = 0;
		long start = System.nanoTime();
		for (int i = 0; i < reads; i++) {
			on += read.read(i) ? 1 : 0;
		}
		double result = reads * 1e3 / (System.nanoTime() - start);
		if (on == 0) {
			throw new IllegalStateException("nothing was read");
		}
		return result;
	}

	private interface Read {

		boolean read(int number);

	}

}
