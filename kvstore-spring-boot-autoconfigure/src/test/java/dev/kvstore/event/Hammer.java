package dev.kvstore.event;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.kvstore.api.Store;
import dev.kvstore.api.Transaction;

/**
 * Writers that change the keys of a directory over and over.
 */
final class Hammer {

	static final int WRITERS = 4;

	static final int KEYS = 500;

	static final int CHANGES = 50_000;

	private static final int BATCH = 25;

	private static final int KEYS_OF_WRITER = KEYS / WRITERS;

	private final AtomicBoolean ended = new AtomicBoolean();

	private final List<CompletableFuture<Void>> writers = new ArrayList<>();

	private Hammer(Store store, String directory, int changes) {
		for (int writer = 0; writer < WRITERS; writer++) {
			String below = directory + "/" + writer + "/";
			Random random = new Random(writer);
			this.writers.add(CompletableFuture.runAsync(() -> write(store, below, random, changes / WRITERS),
					(task) -> new Thread(task, "hammer").start()));
		}
	}

	static Hammer start(Store store, String directory, int changes) {
		return new Hammer(store, directory, changes);
	}

	private void write(Store store, String below, Random random, int changes) {
		for (int done = 0; done < changes && !this.ended.get(); done += BATCH) {
			Transaction transaction = store.transaction();
			for (int index = done; index < done + BATCH; index++) {
				String key = below + index % KEYS_OF_WRITER;
				if (random.nextInt(10) == 0) {
					transaction.delete(key);
				}
				else {
					transaction.put(key, String.valueOf(index).getBytes(StandardCharsets.UTF_8));
				}
			}
			transaction.commit();
		}
	}

	void end() {
		this.ended.set(true);
		join();
	}

	void join() {
		this.writers.forEach(CompletableFuture::join);
	}

}
