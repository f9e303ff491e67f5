package dev.kvstore.backend.mapdb;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.kvstore.api.KeyValue;
import dev.kvstore.api.Store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Kills a writing process with SIGKILL at random moments and looks at what it left.
 */
class CrashTests {

	private static final int ROUNDS = 20;

	private static final int COPIES = 6;

	@TempDir
	Path directory;

	@Test
	void everyAcknowledgedWriteSurvivesKillsAndDamageToTheUnfinishedCommit() throws Exception {
		long seed = System.nanoTime();
		Random random = new Random(seed);
		Path file = this.directory.resolve("store.db");
		Map<Integer, Long> acknowledged = new HashMap<>();
		for (int round = 0; round < ROUNDS; round++) {
			String description = "seed " + seed + ", round " + round;
			acknowledged.putAll(writeUntilKilled(file, random));
			for (int copy = 0; copy < COPIES; copy++) {
				Path damaged = Files.copy(file, this.directory.resolve("copy-" + round + "-" + copy));
				damageUnused(damaged, random);
				verify(damaged, acknowledged, description + ", copy " + copy);
				Files.delete(damaged);
			}
			verify(file, acknowledged, description);
		}
		assertThat(acknowledged).hasSize(CrashWriter.THREADS);
	}

	@Test
	void fileWhoseCreatorWasKilledCanBeUsed() throws Exception {
		for (int round = 0; round < ROUNDS; round++) {
			Path file = this.directory.resolve("new-" + round);
			try (ChildJvm creator = ChildJvm.start(FileHolder.class, file.toString())) {
				long size = 64L * 1024 * round / 2;
				await().pollDelay(Duration.ZERO)
					.pollInterval(Duration.ofMillis(1))
					.until(() -> (Files.exists(file) && Files.size(file) >= size) || !creator.process().isAlive()
							|| creator.isTalking());
			}
			try (Store store = MapDbStore.open(MapDbSettings.of(file))) {
				assertThat(store.put("a", new byte[1]).version()).isPositive();
			}
		}
	}

	private static Map<Integer, Long> writeUntilKilled(Path file, Random random) throws Exception {
		Map<Integer, Long> acknowledged = new HashMap<>();
		try (ChildJvm writer = ChildJvm.start(CrashWriter.class, file.toString())) {
			List<String> lines = new ArrayList<>();
			assertThat(writer.line()).isEqualTo("open");
			lines.add(writer.line());
			writer.process().waitFor(random.nextInt(300), TimeUnit.MILLISECONDS);
			writer.kill();
			lines.addAll(writer.remainingLines());
			for (String line : lines) {
				String[] parts = line.split(" ", -1);
				acknowledged.put(Integer.valueOf(parts[0]), Long.valueOf(parts[1]));
			}
		}
		return acknowledged;
	}

	/**
	 * Cuts, clears or flips what the last committed state is not made of, which is all
	 * that an unfinished commit can have written to.
	 */
	private static void damageUnused(Path file, Random random) throws IOException {
		try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
			PageFile pages = PageFile.open(channel);
			long count = channel.size() / PageTable.PAGE_SIZE;
			long lastUsed = count;
			while (!pages.isInUse(lastUsed)) {
				lastUsed--;
			}
			for (long page = 0; page < count; page++) {
				if (!pages.isInUse(page) && random.nextInt(3) > 0) {
					damage(channel, page, random);
				}
			}
			if (random.nextBoolean()) {
				long rest = channel.size() - (lastUsed + 1) * PageTable.PAGE_SIZE;
				channel.truncate(channel.size() - (long) (Math.max(0, rest) * random.nextDouble()));
			}
		}
	}

	private static void damage(FileChannel channel, long page, Random random) throws IOException {
		byte[] bytes = new byte[PageTable.PAGE_SIZE];
		if (random.nextBoolean()) {
			channel.read(ByteBuffer.wrap(bytes), page * PageTable.PAGE_SIZE);
			bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
		}
		channel.write(ByteBuffer.wrap(bytes), page * PageTable.PAGE_SIZE);
	}

	private static void verify(Path file, Map<Integer, Long> acknowledged, String description) {
		try (Store store = MapDbStore.open(MapDbSettings.of(file))) {
			acknowledged.forEach((thread, number) -> verify(store, thread, number, description));
			assertThat(store.put("after", new byte[] { 1 }).version()).as(description)
				.isGreaterThan(store.list("").stream().mapToLong(KeyValue::version).min().orElse(0));
			assertThat(store.delete("after")).isTrue();
		}
	}

	private static void verify(Store store, int thread, long number, String description) {
		KeyValue a = store.get("both/" + thread + "/a").orElseThrow();
		KeyValue b = store.get("both/" + thread + "/b").orElseThrow();
		assertThat(CrashWriter.numberOf(a)).as(description).isBetween(number, number + 1);
		assertThat(a.value()).as(description).isEqualTo(b.value());
		assertThat(a.version()).as(description).isEqualTo(b.version());
		assertThat(CrashWriter.numberOf(store.get("last/" + thread).orElseThrow())).as(description)
			.isBetween(number, CrashWriter.numberOf(a));
		for (String prefix : List.of("both/", "slot/")) {
			for (KeyValue keyValue : store.list(prefix + thread)) {
				assertThat(keyValue.value()).as(description)
					.isEqualTo(CrashWriter.value(thread, CrashWriter.numberOf(keyValue)));
			}
		}
		KeyValue newest = store.get("slot/" + thread + "/" + CrashWriter.numberOf(a) % CrashWriter.SLOTS).orElseThrow();
		assertThat(newest.value()).as(description).isEqualTo(a.value());
	}

}
