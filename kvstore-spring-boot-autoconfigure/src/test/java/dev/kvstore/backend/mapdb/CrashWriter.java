package dev.kvstore.backend.mapdb;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Random;

import dev.kvstore.api.KeyValue;
import dev.kvstore.api.Store;

/**
 * Writes to a store from several threads and prints each acknowledged write as "thread
 * number", until it is killed.
 */
public final class CrashWriter {

	static final int THREADS = 4;

	static final int SLOTS = 20;

	private CrashWriter() {
	}

	public static void main(String[] arguments) {
		Store store = MapDbStore.open(MapDbSettings.of(Path.of(arguments[0])));
		System.out.println("open");
		for (int i = 0; i < THREADS; i++) {
			int thread = i;
			new Thread(() -> write(store, thread)).start();
		}
	}

	private static void write(Store store, int thread) {
		long found = store.get("both/" + thread + "/a").map(CrashWriter::numberOf).orElse(0L);
		if (found > 0) {
			// what the last run wrote and could not tell any more
			store.put("last/" + thread, value(thread, found));
			System.out.println(thread + " " + found);
		}
		for (long number = found + 1;; number++) {
			byte[] value = value(thread, number);
			if (number % 3 == 0) {
				store.delete("slot/" + thread + "/" + (number + 1) % SLOTS);
			}
			store.transaction()
				.put("slot/" + thread + "/" + number % SLOTS, value)
				.put("both/" + thread + "/a", value)
				.put("both/" + thread + "/b", value)
				.commit();
			store.put("last/" + thread, value);
			System.out.println(thread + " " + number);
		}
	}

	static long numberOf(KeyValue keyValue) {
		return ByteBuffer.wrap(keyValue.value()).getLong();
	}

	static byte[] value(int thread, long number) {
		Random random = new Random(thread * 1_000_003L + number);
		byte[] bytes = new byte[Long.BYTES + random.nextInt(9000)];
		random.nextBytes(bytes);
		ByteBuffer.wrap(bytes).putLong(number);
		return bytes;
	}

}
