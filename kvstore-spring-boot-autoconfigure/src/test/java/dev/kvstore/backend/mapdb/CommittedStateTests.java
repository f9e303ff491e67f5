package dev.kvstore.backend.mapdb;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.Test;

import dev.kvstore.api.KeyValue;
import dev.kvstore.backend.mapdb.Batch.Change;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link CommittedState}.
 */
class CommittedStateTests {

	private static final int COMMITS = 100_000;

	private final CommittedState state = new CommittedState();

	@Test
	void listIsOneSnapshotWhileCommitsAreTakenOver() throws InterruptedException {
		apply(1);
		AtomicBoolean ended = new AtomicBoolean();
		Thread writer = new Thread(() -> {
			for (int version = 2; version <= COMMITS; version++) {
				apply(version);
			}
			ended.set(true);
		});
		writer.start();
		while (!ended.get()) {
			List<KeyValue> list = this.state.list("d");
			assertThat(list).hasSize(2);
			assertThat(list.get(0).version()).isEqualTo(list.get(1).version());
		}
		writer.join();
		assertThat(this.state.list("d").get(0).version()).isEqualTo(COMMITS);
	}

	@Test
	void whoSawOneKeyOfACommitSeesTheOthers() throws InterruptedException {
		apply(1);
		Thread writer = new Thread(() -> {
			for (int version = 2; version <= COMMITS; version++) {
				apply(version);
			}
		});
		writer.start();
		while (writer.isAlive()) {
			long first = versionOf("d/a");
			assertThat(versionOf("d/b")).isGreaterThanOrEqualTo(first);
			long second = versionOf("d/b");
			assertThat(versionOf("d/a")).isGreaterThanOrEqualTo(second);
		}
		writer.join();
	}

	private void apply(long version) {
		this.state.apply(Map.of("d/a", change("d/a", version), "d/b", change("d/b", version)));
	}

	private static Change change(String key, long version) {
		return new Change(new StoredRecord(new KeyValue(key, new byte[0], version), null), version);
	}

	private long versionOf(String key) {
		StoredRecord found = this.state.get(key);
		return (found != null) ? found.version() : 0;
	}

}
