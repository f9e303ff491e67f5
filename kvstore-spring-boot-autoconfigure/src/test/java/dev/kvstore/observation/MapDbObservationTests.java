package dev.kvstore.observation;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.kvstore.api.Store;
import dev.kvstore.connection.StoreFactories;

import static org.assertj.core.api.Assertions.assertThat;

class MapDbObservationTests extends ObservationContract {

	private final String file;

	MapDbObservationTests(@TempDir Path directory) {
		super("mapdb");
		this.file = directory.resolve("store.db").toString();
	}

	@Test
	void commitsAreTimedAndTheirWritesCounted() {
		new CommitMeters(this.observed.tracker(), "mapdb").bindTo(this.observed.meters());
		store().put("a", VALUE);
		FunctionTimer commits = this.observed.meters().get("kvstore.mapdb.commit").functionTimer();
		FunctionCounter writes = this.observed.meters().get("kvstore.mapdb.commit.writes").functionCounter();
		double before = commits.count();
		double written = writes.count();
		double time = commits.totalTime(TimeUnit.NANOSECONDS);
		for (int i = 0; i < 3; i++) {
			store().put("a", VALUE);
		}
		assertThat(commits.count()).isEqualTo(before + 3);
		assertThat(writes.count()).isEqualTo(written + 3);
		assertThat(commits.totalTime(TimeUnit.NANOSECONDS)).isGreaterThan(time);
		assertThat(this.observed.operations()).doesNotContainKey("status success");
		store().close();
		assertThat(commits.count()).isEqualTo(before + 3);
	}

	@Test
	void writesOfOneCommitAreCountedOnce() throws Exception {
		new CommitMeters(this.observed.tracker(), "mapdb").bindTo(this.observed.meters());
		List<Thread> writers = Stream.generate(() -> new Thread(this::write)).limit(16).toList();
		store();
		writers.forEach(Thread::start);
		for (Thread writer : writers) {
			writer.join();
		}
		assertThat(this.observed.meters().get("kvstore.mapdb.commit.writes").functionCounter().count()).isEqualTo(800);
		assertThat(this.observed.meters().get("kvstore.mapdb.commit").functionTimer().count()).isBetween(50.0, 800.0);
	}

	private void write() {
		for (int i = 0; i < 50; i++) {
			store().put(key(Thread.currentThread().getName()), VALUE);
		}
	}

	@Override
	Store open() {
		return StoreFactories.create("mapdb", this.file);
	}

}
