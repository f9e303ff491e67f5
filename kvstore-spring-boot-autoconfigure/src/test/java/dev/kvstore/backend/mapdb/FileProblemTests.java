package dev.kvstore.backend.mapdb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.kvstore.api.Store;
import dev.kvstore.api.StoreUnavailableException;
import dev.kvstore.api.Watch;
import dev.kvstore.api.WatchEvent;
import dev.kvstore.backend.StoreFileException;
import dev.kvstore.backend.StoreFileException.Problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

/**
 * Files that a store cannot use.
 */
class FileProblemTests {

	@TempDir
	Path directory;

	@Test
	void fileOfAnotherProcessIsRefusedAtOnceWithItsPid() throws IOException {
		try (ChildJvm other = ChildJvm.start(FileHolder.class, file().toString())) {
			assertThat(other.line()).isEqualTo("open");
			StoreFileException problem = problem(file());
			assertThat(problem.problem()).isEqualTo(Problem.OWNED);
			assertThat(problem.owner()).isEqualTo(other.pid());
			assertThat(problem).hasMessageContaining(file().toString()).hasMessageContaining("process " + other.pid());
		}
	}

	@Test
	void fileOfAKilledProcessIsFree() throws IOException {
		try (ChildJvm other = ChildJvm.start(FileHolder.class, file().toString())) {
			assertThat(other.line()).isEqualTo("open");
		}
		try (Store store = MapDbStore.open(MapDbSettings.of(file()))) {
			assertThat(store.exists("held")).isTrue();
		}
	}

	@Test
	void storeThatDoesNotFailFastWorksOnceTheFileIsFree() throws IOException {
		List<WatchEvent> events = new CopyOnWriteArrayList<>();
		try (ChildJvm other = ChildJvm.start(FileHolder.class, file().toString())) {
			assertThat(other.line()).isEqualTo("open");
			try (Store store = MapDbStore.open(MapDbSettings.of(file()).withoutFailFast())) {
				Watch watch = store.watchTree("", events::add);
				assertUnavailable(store);
				await()
					.untilAsserted(() -> assertThat(events).singleElement().isInstanceOf(WatchEvent.Interrupted.class));
				assertThat(watch.isSynced()).isFalse();
				other.kill();
				await().until(watch::isSynced);
				assertThat(store.exists("held")).isTrue();
				assertThat(store.put("free", new byte[0]).version()).isPositive();
				await().untilAsserted(() -> assertThat(events).hasSize(4));
			}
		}
		assertThat(events.get(1)).isInstanceOf(WatchEvent.Put.class);
		assertThat(events.get(2)).isInstanceOf(WatchEvent.Synced.class);
	}

	private static void assertUnavailable(Store store) {
		assertThatExceptionOfType(StoreUnavailableException.class).isThrownBy(() -> store.get("held"));
		assertThatExceptionOfType(StoreUnavailableException.class).isThrownBy(store::status);
		assertThatExceptionOfType(StoreUnavailableException.class).isThrownBy(() -> store.put("a", new byte[0]))
			.satisfies((ex) -> assertThat(ex.outcomeUnknown()).isFalse());
	}

	@Test
	void directoryIsNoFile() {
		assertThat(problem(this.directory).problem()).isEqualTo(Problem.INACCESSIBLE);
	}

	@Test
	void missingDirectoryIsNotCreated() {
		Path missing = this.directory.resolve("missing/store.db");
		assertThat(problem(missing).problem()).isEqualTo(Problem.INACCESSIBLE);
		assertThat(missing.getParent()).doesNotExist();
	}

	@Test
	void directoryThatCannotBeWrittenIsTold() {
		assertThat(this.directory.toFile().setWritable(false)).isTrue();
		// root may write everywhere else
		Path unwritable = Files.isWritable(this.directory) ? Path.of("/proc/store.db") : file();
		assertThat(problem(unwritable).problem()).isEqualTo(Problem.INACCESSIBLE);
	}

	@Test
	void otherFileIsLeftAsItIs() throws IOException {
		Files.writeString(file(), "server.port=8080");
		assertThat(problem(file()).problem()).isEqualTo(Problem.FOREIGN);
		assertThat(file()).hasContent("server.port=8080");
	}

	@Test
	void damagedFileIsTold() throws IOException {
		try (Store store = MapDbStore.open(MapDbSettings.of(file()))) {
			store.put("a", new byte[100_000]);
		}
		byte[] bytes = Files.readAllBytes(file());
		for (int i = 2 * Superblock.SLOT_SIZE; i < bytes.length; i += 1000) {
			bytes[i] ^= 1;
		}
		Files.write(file(), bytes);
		assertThat(problem(file()).problem()).isEqualTo(Problem.DAMAGED);
		assertThat(file()).hasBinaryContent(bytes);
	}

	@Test
	void symbolicLinkLeadsToTheSameStore() throws IOException {
		try (Store store = MapDbStore.open(MapDbSettings.of(file()))) {
			store.put("a", new byte[] { 1 });
			Path link = Files.createSymbolicLink(this.directory.resolve("link.db"), file());
			try (Store linked = MapDbStore.open(MapDbSettings.of(link))) {
				assertThat(linked.exists("a")).isTrue();
			}
		}
	}

	private Path file() {
		return this.directory.resolve("store.db");
	}

	private static StoreFileException problem(Path file) {
		return catchThrowableOfType(StoreFileException.class, () -> MapDbStore.open(MapDbSettings.of(file)).close());
	}

}
