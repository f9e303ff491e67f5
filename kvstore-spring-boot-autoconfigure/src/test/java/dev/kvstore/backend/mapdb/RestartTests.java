package dev.kvstore.backend.mapdb;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.kvstore.api.LockHandle;
import dev.kvstore.api.PutOptions;
import dev.kvstore.api.Store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What becomes of expiring keys and of locks when the process that has the file ends,
 * dies or stands still.
 */
class RestartTests {

	@TempDir
	Path directory;

	@Test
	void keyWhoseTtlRanOutWhileTheFileWasClosedIsGoneAtOnce() {
		try (Store store = open()) {
			store.put("short", new byte[0], PutOptions.ttl(Duration.ofMillis(300)));
			store.put("long", new byte[0], PutOptions.ttl(Duration.ofHours(1)));
			store.put("endless", new byte[0]);
		}
		long closed = System.nanoTime();
		await().until(() -> System.nanoTime() - closed > TimeUnit.MILLISECONDS.toNanos(300));
		try (Store store = open()) {
			assertThat(store.exists("short")).isFalse();
			assertThat(store.exists("long")).isTrue();
			assertThat(store.exists("endless")).isTrue();
		}
	}

	@Test
	void keyExpiresAlsoAfterARestart() {
		try (Store store = open()) {
			store.put("a", new byte[0], PutOptions.ttl(Duration.ofSeconds(3)));
		}
		long closed = System.nanoTime();
		try (Store store = open()) {
			assertThat(store.exists("a")).isTrue();
			await().until(() -> !store.exists("a"));
			assertThat(Duration.ofNanos(System.nanoTime() - closed)).isBetween(Duration.ofSeconds(2),
					Duration.ofSeconds(5));
		}
	}

	@Test
	void keptAliveKeyOfAKilledProcessGoesWithinItsTtl() throws IOException {
		try (ChildJvm holder = ChildJvm.start(LeaseHolder.class, file().toString())) {
			holder.line();
		}
		long opened = System.nanoTime();
		try (Store store = open()) {
			assertThat(store.exists("kept")).isTrue();
			await().until(() -> !store.exists("kept"));
			assertThat(Duration.ofNanos(System.nanoTime() - opened))
				.isLessThan(LeaseHolder.KEY_TTL.plus(Duration.ofSeconds(2)));
		}
	}

	@Test
	void lockOfAKilledProcessIsFreeAndItsFencingTokenStale() throws Exception {
		long token;
		try (ChildJvm holder = ChildJvm.start(LeaseHolder.class, file().toString())) {
			token = Long.parseLong(holder.line());
		}
		try (Store store = open(); LockHandle handle = store.newLock("job").lock()) {
			assertThat(handle.fencingToken()).isGreaterThan(token);
		}
	}

	@Test
	void processThatStoodStillForLongerThanTheTtlIsToldThatItsLockIsLost() throws Exception {
		try (ChildJvm holder = ChildJvm.start(LeaseHolder.class, file().toString())) {
			holder.line();
			signal("STOP", holder);
			assertThat(holder.process().waitFor(LeaseHolder.LOCK_TTL.plusMillis(500).toMillis(), TimeUnit.MILLISECONDS))
				.isFalse();
			signal("CONT", holder);
			assertThat(holder.line()).isEqualTo("lost");
		}
	}

	private static void signal(String signal, ChildJvm process) throws Exception {
		Process kill = new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).inheritIO().start();
		assertThat(kill.waitFor()).isZero();
	}

	private Path file() {
		return this.directory.resolve("store.db");
	}

	private Store open() {
		return MapDbStore.open(MapDbSettings.of(file()));
	}

}
