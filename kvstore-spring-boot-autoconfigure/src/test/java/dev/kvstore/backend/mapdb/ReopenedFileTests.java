package dev.kvstore.backend.mapdb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.kvstore.api.Store;
import dev.kvstore.api.StoreUnavailableException;
import dev.kvstore.api.Watch;
import dev.kvstore.api.WatchEvent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * What a store does with a file that it reopens after a commit that failed.
 */
class ReopenedFileTests {

	private final Path file;

	ReopenedFileTests(@TempDir Path directory) {
		this.file = directory.resolve("store.db");
	}

	@Test
	void whatIsNotInTheReopenedFileIsDeleted() throws IOException {
		List<WatchEvent> events = new CopyOnWriteArrayList<>();
		try (Store store = MapDbStore.open(MapDbSettings.of(this.file))) {
			store.put("kept", new byte[1]);
			byte[] before = Files.readAllBytes(this.file);
			store.put("gone", new byte[1]);
			Watch watch = store.watchTree("", events::add);
			await().until(watch::isSynced);
			Files.write(this.file, before);
			failOneCommit();
			await().until(() -> events.stream().anyMatch(ReopenedFileTests::isDeletion));
			assertThat(store.exists("gone")).isFalse();
			assertThat(store.exists("kept")).isTrue();
			assertThat(store.put("new", new byte[1]).version()).isPositive();
		}
	}

	@Test
	void whoWatchesIsToldThatTheFileCannotBeReopened() throws IOException {
		List<WatchEvent> events = new CopyOnWriteArrayList<>();
		try (Store store = MapDbStore.open(MapDbSettings.of(this.file))) {
			store.put("kept", new byte[1]);
			Watch watch = store.watchTree("", events::add);
			await().until(watch::isSynced);
			byte[] intact = Files.readAllBytes(this.file);
			Files.writeString(this.file, "no store");
			failOneCommit();
			await().until(() -> events.stream().anyMatch(WatchEvent.Interrupted.class::isInstance));
			assertThat(watch.isSynced()).isFalse();
			Files.write(this.file, intact);
			await().until(watch::isSynced);
			assertThat(store.put("new", new byte[1]).version()).isPositive();
		}
	}

	private static boolean isDeletion(WatchEvent event) {
		return event instanceof WatchEvent.Deleted deleted && deleted.key().equals("gone");
	}

	private void failOneCommit() {
		Engine engine = Engines.attach(new MapDbSettings.Location.File(this.file));
		try {
			assertThatExceptionOfType(StoreUnavailableException.class)
				.isThrownBy(() -> engine.write("test", null, 0, Duration.ofSeconds(5), (batch) -> {
					throw new IllegalStateException("on purpose");
				}));
		}
		finally {
			Engines.detach(engine);
		}
	}

}
