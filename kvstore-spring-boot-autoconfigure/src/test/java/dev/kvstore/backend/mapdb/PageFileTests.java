package dev.kvstore.backend.mapdb;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Random;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mockito.AdditionalAnswers;

import dev.kvstore.backend.mapdb.PageFile.CommitNotWrittenException;
import dev.kvstore.backend.mapdb.PageFile.DamagedFileException;
import dev.kvstore.backend.mapdb.PageFile.ForeignFileException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.BDDMockito.willThrow;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link PageFile}.
 */
class PageFileTests {

	private static final int PAGE_SIZE = PageTable.PAGE_SIZE;

	private static final int SIZE = 40 * PAGE_SIZE;

	@TempDir
	Path directory;

	@Test
	void committedBytesAreReadBackAfterReopening() throws IOException {
		byte[] written = random(1, 3 * PAGE_SIZE + 17);
		change((pages) -> write(pages, 123, written));
		assertThat(read(file(), 123, written.length)).isEqualTo(written);
	}

	@Test
	void whatWasNotCommittedIsGoneAfterReopening() throws IOException {
		byte[] before = random(1, SIZE);
		change((pages) -> write(pages, 0, before));
		try (FileChannel channel = open(file())) {
			write(PageFile.open(channel), 0, random(2, SIZE));
		}
		assertThat(read(file(), 0, SIZE)).isEqualTo(before);
	}

	@Test
	void rolledBackBytesAreGone() throws IOException {
		try (FileChannel channel = open(file())) {
			PageFile pages = PageFile.open(channel);
			byte[] before = random(1, SIZE);
			write(pages, 0, before);
			pages.commit(false);
			write(pages, 0, random(2, 2 * SIZE));
			pages.rollback();
			assertThat(pages.length()).isEqualTo(SIZE);
			byte[] read = new byte[SIZE];
			pages.read(0, read, 0, SIZE);
			assertThat(read).isEqualTo(before);
		}
	}

	@Test
	void aCommitThatDidNotReachTheDiskIsNotFoundAfterReopening() throws IOException {
		byte[] before = random(1, SIZE);
		change((pages) -> write(pages, 0, before));
		try (FileChannel channel = open(file())) {
			FileChannel failing = mock(FileChannel.class, AdditionalAnswers.delegatesTo(channel));
			willThrow(new IOException("on purpose")).willAnswer(AdditionalAnswers.delegatesTo(channel))
				.given(failing)
				.force(false);
			PageFile pages = PageFile.open(failing);
			write(pages, 0, random(2, SIZE));
			assertThatExceptionOfType(CommitNotWrittenException.class).isThrownBy(() -> pages.commit(false));
		}
		assertThat(read(file(), 0, SIZE)).isEqualTo(before);
	}

	@Test
	void unwrittenBytesBetweenWrittenOnesAreZero() throws IOException {
		long far = 5L * PageTable.SLOTS_PER_LEAF * PAGE_SIZE + 7;
		change((pages) -> write(pages, far, new byte[] { 1, 2, 3 }));
		assertThat(read(file(), far - 2, 5)).containsExactly(0, 0, 1, 2, 3);
		assertThat(Files.size(file())).isLessThan(far);
	}

	@Test
	void freedPagesAreUsedAgain() throws IOException {
		try (FileChannel channel = open(file())) {
			PageFile pages = PageFile.open(channel);
			for (int i = 0; i < 100; i++) {
				write(pages, 0, random(i, SIZE));
				pages.commit(false);
			}
			assertThat(channel.size()).isLessThan(2 * Superblock.SLOT_SIZE + 3 * SIZE);
		}
	}

	@Test
	void freePagesAtTheEndGoBackToTheDisk() throws IOException {
		byte[] first = random(1, PAGE_SIZE);
		try (FileChannel channel = open(file())) {
			PageFile pages = PageFile.open(channel);
			write(pages, 0, first);
			pages.commit(false);
			long small = channel.size();
			write(pages, 0, random(2, SIZE));
			write(pages, 0, first);
			channel.write(ByteBuffer.allocate(SIZE), channel.size());
			pages.rollback();
			pages.trim();
			assertThat(channel.size()).isEqualTo(small);
		}
		assertThat(read(file(), 0, PAGE_SIZE)).isEqualTo(first);
	}

	@Test
	void anyPartOfAnUnfinishedCommitLeavesTheStateBeforeOrAfterIt() throws IOException {
		Random random = new Random(42);
		for (int round = 0; round < 20; round++) {
			byte[] valueBefore = random(round, SIZE);
			change((pages) -> write(pages, 0, valueBefore));
			byte[] before = Files.readAllBytes(file());
			byte[] patch = random(1000 + round, 7 * PAGE_SIZE);
			int offset = random.nextInt(SIZE - patch.length);
			change((pages) -> write(pages, offset, patch));
			byte[] after = Files.readAllBytes(file());
			byte[] valueAfter = valueBefore.clone();
			System.arraycopy(patch, 0, valueAfter, offset, patch.length);
			for (int i = 0; i < 50; i++) {
				Path torn = Files.write(this.directory.resolve("torn"), mix(before, after, random));
				assertThat(read(torn, 0, SIZE)).as("round %s.%s", round, i)
					.matches((found) -> Arrays.equals(found, valueBefore) || Arrays.equals(found, valueAfter));
			}
		}
	}

	private static byte[] mix(byte[] before, byte[] after, Random random) {
		byte[] mixed = Arrays.copyOf(before,
				random.nextBoolean() ? after.length : Math.max(before.length, after.length));
		int sector = 512;
		double share = random.nextDouble();
		for (int offset = 0; offset < after.length; offset += sector) {
			if (random.nextDouble() < share) {
				System.arraycopy(after, offset, mixed, offset, Math.min(sector, after.length - offset));
			}
		}
		return mixed;
	}

	@Test
	void tornFirstCommitLeavesANewFile() throws IOException {
		change((pages) -> write(pages, 0, random(1, PAGE_SIZE)));
		byte[] torn = Files.readAllBytes(file());
		for (int damaged : new int[] { Superblock.SLOT_SIZE + 20, 2 * Superblock.SLOT_SIZE + 20 }) {
			byte[] bytes = torn.clone();
			bytes[damaged] ^= 1;
			Files.write(file(), bytes);
			assertThat(read(file(), 0, PAGE_SIZE)).containsOnly(0);
		}
	}

	@Test
	void flippedBitIsNeverReadAsData() throws IOException {
		byte[] value = random(1, SIZE);
		change((pages) -> write(pages, 0, value));
		change((pages) -> write(pages, 0, value), true);
		byte[] whole = Files.readAllBytes(file());
		Random random = new Random(7);
		for (int i = 0; i < 300; i++) {
			byte[] flipped = whole.clone();
			flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
			Path damaged = Files.write(this.directory.resolve("flipped"), flipped);
			byte[] found = readOrNull(damaged);
			assertThat(found == null || Arrays.equals(found, value)).as("flip %s", i).isTrue();
		}
	}

	@Test
	void damagedPageOfAClosedFileIsTold() throws IOException {
		change((pages) -> write(pages, 0, random(1, SIZE)), true);
		byte[] bytes = Files.readAllBytes(file());
		bytes[2 * Superblock.SLOT_SIZE + 99] ^= 1;
		Files.write(file(), bytes);
		assertThatExceptionOfType(DamagedFileException.class).isThrownBy(() -> read(file(), 0, SIZE));
	}

	@Test
	void brokenSuperblocksAreTold() throws IOException {
		change((pages) -> write(pages, 0, random(1, SIZE)), true);
		byte[] bytes = Files.readAllBytes(file());
		bytes[20] ^= 1;
		bytes[Superblock.SLOT_SIZE + 20] ^= 1;
		Files.write(file(), bytes);
		assertThatExceptionOfType(DamagedFileException.class).isThrownBy(() -> read(file(), 0, SIZE));
	}

	@Test
	void otherFileIsToldFromADamagedOne() throws IOException {
		Files.writeString(file(), "server.port=8080");
		assertThatExceptionOfType(ForeignFileException.class).isThrownBy(() -> read(file(), 0, SIZE));
	}

	@Test
	void emptyFileIsANewOne() throws IOException {
		Files.createFile(file());
		change((pages) -> write(pages, 0, new byte[] { 1 }));
		assertThat(read(file(), 0, 1)).containsExactly(1);
	}

	private Path file() {
		return this.directory.resolve("pages");
	}

	private void change(Write change) throws IOException {
		change(change, false);
	}

	private void change(Write change, boolean clean) throws IOException {
		try (FileChannel channel = open(file())) {
			PageFile pages = PageFile.open(channel);
			change.apply(pages);
			pages.commit(clean);
		}
	}

	private static FileChannel open(Path file) throws IOException {
		return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
	}

	private static void write(PageFile pages, long offset, byte[] bytes) {
		try {
			pages.write(offset, bytes, 0, bytes.length);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static byte[] read(Path file, long offset, int size) throws IOException {
		try (FileChannel channel = open(file)) {
			byte[] read = new byte[size];
			PageFile.open(channel).read(offset, read, 0, size);
			return read;
		}
	}

	private static byte @Nullable [] readOrNull(Path file) throws IOException {
		try {
			return read(file, 0, SIZE);
		}
		catch (DamagedFileException ex) {
			return null;
		}
	}

	private static byte[] random(long seed, int size) {
		byte[] bytes = new byte[size];
		new Random(seed).nextBytes(bytes);
		return bytes;
	}

	private interface Write {

		void apply(PageFile pages);

	}

}
