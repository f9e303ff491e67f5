package dev.kvstore.sample.jobs;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.kvstore.api.KeyValue;
import dev.kvstore.api.Store;
import dev.kvstore.connection.StoreFactories;
import dev.kvstore.sample.OnEachServer;
import dev.kvstore.sample.SampleProcess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link Ticker} in two processes at once.
 */
class TickerTests extends OnEachServer {

	private static final long PERIOD_MILLIS = 3_000;

	@TempDir
	Path directory;

	@ParameterizedTest
	@MethodSource("backends")
	void eachTickHasOneRunInAllProcesses(Backend backend) throws Exception {
		try (Store store = StoreFactories.create(backend.name(), backend.endpoints().toArray(String[]::new));
				SampleProcess first = start(backend, "first");
				SampleProcess second = start(backend, "second")) {
			store.deleteTree("ticks");
			await().atMost(Duration.ofSeconds(90)).until(() -> first.isStarted() && second.isStarted());
			int before = runs(store).size();
			await().atMost(Duration.ofSeconds(60)).until(() -> runs(store).size() >= before + 3);
			first.stop();
			await().atMost(Duration.ofSeconds(30))
				.until(() -> runs(store).stream().filter((run) -> run.pid() == second.pid()).count() >= 2);
			List<Run> runs = runs(store);
			assertThat(runs).extracting(Run::tick).doesNotHaveDuplicates();
			assertThat(runs).extracting(Run::token).isSorted().doesNotHaveDuplicates();
		}
	}

	private SampleProcess start(Backend backend, String name) throws Exception {
		return SampleProcess.start(this.directory.resolve(name + ".log"),
				backend.properties("sample.ticker.cron=*/3 * * * * *", "sample.ticker.hold-at-least=2s",
						"spring.application.name=" + name));
	}

	private static List<Run> runs(Store store) {
		return store.list("ticks").stream().map(Run::of).toList();
	}

	/**
	 * A run.
	 *
	 * @param tick the number of the tick that it was for
	 * @param pid the process that ran it
	 * @param token its fencing token
	 */
	record Run(long tick, long pid, long token) {

		static Run of(KeyValue left) {
			String[] segments = left.key().split("/", -1);
			return new Run(Long.parseLong(segments[1]) / PERIOD_MILLIS, Long.parseLong(segments[2]),
					Long.parseLong(left.asString()));
		}

	}

}
