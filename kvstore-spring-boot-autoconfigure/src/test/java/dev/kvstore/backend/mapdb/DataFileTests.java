package dev.kvstore.backend.mapdb;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mapdb.DB;
import org.mapdb.DBMaker;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link DataFile}.
 */
class DataFileTests {

	@TempDir
	Path directory;

	@Test
	void databaseWhoseCreatorDiedHalfwayIsANewFile() throws IOException {
		try (FileChannel channel = FileChannel.open(file(), StandardOpenOption.CREATE, StandardOpenOption.READ,
				StandardOpenOption.WRITE)) {
			DB halfway = DBMaker.volumeDB(new PagedVolume(PageFile.open(channel)), false).make();
			assertThat(halfway.isClosed()).isFalse();
			assertThat(channel.size()).isZero();
		}
		try (DataFile created = DataFile.open(file())) {
			assertThat(created.records()).isEmpty();
			created.records().put("a", new byte[] { 1 });
			created.commit();
		}
	}

	@Test
	void whatWasCommittedIsThereAndTheRestIsNot() throws IOException {
		DataFile dying = DataFile.open(file());
		dying.records().put("a", new byte[] { 1 });
		dying.commit();
		dying.records().put("b", new byte[] { 2 });
		dying.abandon();
		try (DataFile found = DataFile.open(file())) {
			assertThat(found.records()).containsOnlyKeys("a");
		}
	}

	@Test
	void rollbackForgetsAlsoWhatMapDbRemembers() throws IOException {
		try (DataFile file = DataFile.open(file())) {
			file.records().put("a", new byte[] { 1 });
			file.commit();
			file.records().remove("a");
			file.records().put("b", new byte[100_000]);
			file.rollback();
			assertThat(file.records()).containsOnlyKeys("a");
			file.records().put("c", new byte[] { 3 });
			file.commit();
			assertThat(file.records()).containsOnlyKeys("a", "c");
		}
	}

	private Path file() {
		return this.directory.resolve("store.db");
	}

}
