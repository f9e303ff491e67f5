package dev.kvstore.health;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.assertj.core.api.InstanceOfAssertFactories;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

import dev.kvstore.api.LockHandle;
import dev.kvstore.api.Watch;

import static org.assertj.core.api.Assertions.assertThat;

class MapDbHealthTests {

	@TempDir
	Path directory;

	@Test
	void isUpWithFileSizeAndFreeDisk() throws IOException {
		Path file = this.directory.resolve("store.db");
		try (ObservedApplication application = ObservedApplication.start("mapdb", List.of(file.toString()));
				Watch watch = application.store().watch("watched", (event) -> {
				});
				LockHandle lock = application.store().newLock("locked").tryLock().orElseThrow()) {
			Awaitility.await().until(watch::isSynced);
			Health health = application.health();
			assertThat(health.getStatus()).isEqualTo(Status.UP);
			assertThat(health.getDetails()).containsEntry("backend", "mapdb")
				.containsEntry("file", file.toString())
				.containsEntry("size", Files.size(file))
				.containsEntry("watches", Map.of("current", 1, "interrupted", 0))
				.containsEntry("locks", Map.of("held", 1, "keys", List.of(lock.key())));
			assertThat(health.getDetails().get("freeDisk")).asInstanceOf(InstanceOfAssertFactories.LONG).isPositive();
		}
	}

	@Test
	void isDownWhileTheFileCannotBeUsedAndUpAgainByItself() throws IOException {
		Path folder = this.directory.resolve("missing");
		Path file = folder.resolve("store.db");
		Files.writeString(folder, "not a directory");
		try (ObservedApplication application = ObservedApplication.start("mapdb", List.of(file.toString()),
				"kvstore.fail-fast=false")) {
			Health health = application.health();
			assertThat(health.getStatus()).isEqualTo(Status.DOWN);
			assertThat(health.getDetails()).containsEntry("backend", "mapdb")
				.containsEntry("watches", Map.of("current", 0, "interrupted", 0))
				.doesNotContainKey("lastAnswer");
			assertThat(health.getDetails().get("error")).asString().contains(file.toString());
			Files.delete(folder);
			Files.createDirectory(folder);
			Awaitility.await().until(() -> application.is(Status.UP));
		}
	}

}
