package dev.kvstore.backend.mapdb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;

import dev.kvstore.api.KeyValue;
import dev.kvstore.api.Store;
import dev.kvstore.api.StoreRejectedException;
import dev.kvstore.api.StoreStatus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Fills a small disk, makes room again, and ends without an error if the store kept its
 * promises.
 */
public final class DiskFullWriter {

	private static final Duration TIMEOUT = Duration.ofSeconds(30);

	private DiskFullWriter() {
	}

	public static void main(String[] arguments) throws IOException {
		Path disk = Path.of(arguments[0]);
		assertThatABatchFailsWhole(disk.resolve("batch.db"));
		Path ballast = Files.write(disk.resolve("ballast"), new byte[512 * 1024]);
		int written;
		try (Store store = MapDbStore.open(MapDbSettings.of(disk.resolve("store.db")))) {
			written = fill(store);
			verify(store, written);
			assertThat(store.list("").size()).isEqualTo(written);
			makeRoom(arguments[1], ballast);
			store.put("room", new byte[1024]);
			store.put("key/" + written, value(written));
			StoreStatus status = store.status();
			assertThat(status.quorum()).isTrue();
		}
		try (Store store = MapDbStore.open(MapDbSettings.of(disk.resolve("store.db")))) {
			verify(store, written + 1);
			assertThat(store.list("").size()).isEqualTo(written + 2);
		}
		System.out.println("kept its promises");
	}

	private static void assertThatABatchFailsWhole(Path file) {
		CommitQueue queue = new CommitQueue();
		Command<KeyValue> tooMuch = new Command<>(0, (batch) -> batch.put("big", new byte[4 << 20], 1, null));
		Command<Boolean> lostCompare = new Command<>(0, (batch) -> batch.version("big") == 0);
		queue.add(tooMuch);
		queue.add(lostCompare);
		CommittedState state = new CommittedState();
		CommitLoop loop = new CommitLoop(new FileMedium(file), queue, state, (changes) -> {
		}, (problem) -> {
		});
		new Thread(loop).start();
		assertThatExceptionOfType(StoreRejectedException.class).isThrownBy(() -> tooMuch.await("put", "big", TIMEOUT));
		assertThatExceptionOfType(StoreRejectedException.class)
			.isThrownBy(() -> lostCompare.await("atomicPut", "big", TIMEOUT));
		assertThat(state.get("big")).isNull();
		Command<KeyValue> afterwards = new Command<>(0, (batch) -> batch.put("small", new byte[1], 1, null));
		queue.add(afterwards);
		assertThat(afterwards.await("put", "small", TIMEOUT)).isNotNull();
		loop.stop();
	}

	private static void makeRoom(String disk, Path ballast) throws IOException {
		if (disk.equals("tmpfs")) {
			Files.delete(ballast);
			return;
		}
		String self = Long.toString(ProcessHandle.current().pid());
		Process raise = new ProcessBuilder("prlimit", "--pid", self, "--fsize=unlimited").inheritIO().start();
		assertThat(raise.onExit().join().exitValue()).isZero();
	}

	private static int fill(Store store) {
		for (int i = 0;; i++) {
			String key = "key/" + i;
			byte[] value = value(i);
			try {
				store.put(key, value);
			}
			catch (StoreRejectedException ex) {
				assertThat(ex).hasMessageContaining("disk is full").hasMessageContaining(key);
				assertThat(store.get(key)).isEmpty();
				assertThat(i).isGreaterThan(5);
				assertThatExceptionOfType(StoreRejectedException.class).isThrownBy(() -> store.put("other", value));
				return i;
			}
		}
	}

	private static void verify(Store store, int count) {
		for (int i = 0; i < count; i++) {
			KeyValue keyValue = store.get("key/" + i).orElseThrow();
			assertThat(keyValue.value()).isEqualTo(value(i));
		}
	}

	private static byte[] value(int number) {
		byte[] value = new byte[48 * 1024];
		Arrays.fill(value, (byte) number);
		return value;
	}

}
