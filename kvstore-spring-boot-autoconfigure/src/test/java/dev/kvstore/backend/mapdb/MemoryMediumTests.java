package dev.kvstore.backend.mapdb;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;
import java.util.Random;

import org.junit.jupiter.api.Test;

import dev.kvstore.api.KeyValue;
import dev.kvstore.api.Store;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link MemoryMedium} and what it is made of.
 */
class MemoryMediumTests {

	@Test
	void storesOfOneNameShareTheirKeys() {
		try (Store store = open("shared"); Store other = open("shared"); Store stranger = open("other")) {
			KeyValue put = store.put("a", new byte[] { 1 });
			assertThat(other.get("a")).contains(put);
			assertThat(other.newLock("a").tryLock()).isPresent();
			assertThat(store.newLock("a").tryLock()).isEmpty();
			assertThat(stranger.get("a")).isEmpty();
			assertThat(stranger.newLock("a").tryLock()).isPresent();
		}
	}

	@Test
	void storesWithoutANameAreAlone() {
		try (Store store = open(""); Store other = open("")) {
			store.put("a", new byte[] { 1 });
			assertThat(other.list("")).isEmpty();
		}
	}

	@Test
	void memoryEndsWithItsLastStore() {
		try (Store store = open("ending")) {
			store.put("a", new byte[] { 1 });
			try (Store other = open("ending")) {
				assertThat(other.exists("a")).isTrue();
			}
			assertThat(store.exists("a")).isTrue();
		}
		try (Store store = open("ending")) {
			assertThat(store.list("")).isEmpty();
		}
	}

	@Test
	void statusTellsTheNameAndTheSize() {
		try (Store store = open("told")) {
			assertThat(store.status().details()).containsEntry("file", "mem:told").doesNotContainKey("freeDisk");
			long before = size(store);
			store.put("a", new byte[1 << 20]);
			assertThat(size(store)).isGreaterThan(before + (1 << 20));
		}
	}

	@Test
	void whatWasCommittedIsThereWhenItIsOpenedAgain() {
		MemoryMedium medium = new MemoryMedium(MapDbSettings.inMemory("").location());
		DataFile file = medium.open();
		file.records().put("a", new byte[] { 1 });
		file.commit();
		file.records().put("b", new byte[] { 2 });
		file.abandon();
		assertThat(medium.open().records()).containsOnlyKeys("a");
	}

	@Test
	void blocksAreReadAsTheyWereWrittenAcrossTheirBorders() {
		MemoryBlocks blocks = new MemoryBlocks();
		byte[] content = new byte[200_000];
		new Random(1).nextBytes(content);
		blocks.write(ByteBuffer.wrap(content), 60_000);
		assertThat(blocks.size()).isEqualTo(260_000);
		assertThat(read(blocks, 60_000, 200_000)).isEqualTo(content);
		assertThat(read(blocks, 0, 60_000)).containsOnly(0);
		assertThat(blocks.read(ByteBuffer.allocate(10), 259_995)).isEqualTo(5);
		assertThat(blocks.read(ByteBuffer.allocate(10), 260_000)).isEqualTo(-1);
	}

	@Test
	void blocksThatWereCutOffAreEmptyWhenTheyGrowAgain() {
		MemoryBlocks blocks = new MemoryBlocks();
		byte[] content = new byte[200_000];
		new Random(1).nextBytes(content);
		blocks.write(ByteBuffer.wrap(content), 0);
		blocks.truncate(100_000);
		blocks.truncate(150_000);
		assertThat(blocks.size()).isEqualTo(100_000);
		blocks.write(ByteBuffer.wrap(new byte[] { 1 }), 199_999);
		assertThat(read(blocks, 100_000, 99_999)).containsOnly(0);
		assertThat(read(blocks, 0, 100_000)).isEqualTo(Arrays.copyOf(content, 100_000));
	}

	private static long size(Store store) {
		return (Long) Objects.requireNonNull(store.status().details().get("size"));
	}

	private static byte[] read(MemoryBlocks blocks, long position, int count) {
		ByteBuffer target = ByteBuffer.allocate(count);
		assertThat(blocks.read(target, position)).isEqualTo(count);
		return target.array();
	}

	private static Store open(String name) {
		return MapDbStore.open(MapDbSettings.inMemory(name));
	}

}
