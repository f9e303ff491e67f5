package dev.kvstore.backend.consul;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import dev.kvstore.api.Store;
import dev.kvstore.api.StoreException;
import dev.kvstore.backend.Endpoint;
import dev.kvstore.backend.ReadConsistency;
import dev.kvstore.server.ConsulServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ConsulPolls}.
 */
class ConsulPollsTests {

	@RegisterExtension
	static final ConsulServer server = ConsulServer.create();

	private final ConsulSettings settings = ConsulSettings.of(Endpoint.parse(server.endpoint(), false));

	private final ConsulAgents agents = new ConsulAgents(this.settings);

	private final ConsulPolls polls = new ConsulPolls(this.agents,
			new KvReads(this.agents, new KvTransactions(this.agents), ReadConsistency.STRONG));

	@AfterEach
	void close() {
		this.polls.close();
		this.agents.close();
	}

	@Test
	void whateverASubscriberThrowsEndsNoQuery() {
		AtomicReference<String> seen = new AtomicReference<>("");
		AtomicInteger failures = new AtomicInteger();
		this.polls.subscribe(new Subscriber("shared", (entry) -> {
			if (failures.incrementAndGet() < 3) {
				throw new AssertionError("thrown by a test");
			}
		}));
		this.polls.subscribe(
				new Subscriber("shared", (entry) -> seen.set(new String(entry.value(), StandardCharsets.UTF_8))));
		try (Store store = ConsulStore.open(this.settings)) {
			for (String value : List.of("1", "2", "3", "4")) {
				store.put("shared", value.getBytes(StandardCharsets.UTF_8));
				Awaitility.await().until(() -> value.equals(seen.get()));
			}
		}
		assertThat(failures).hasValueGreaterThanOrEqualTo(3);
	}

	@Test
	void watchesOfDirectoriesWithNothingInCommonShareAQueryBeforeThereAreTooMany() {
		AtomicInteger told = new AtomicInteger();
		List<String> keys = Stream.of("/a/x", "/a/y", "/z")
			.flatMap((name) -> IntStream.range(0, 90).mapToObj((number) -> "d" + number + name))
			.toList();
		keys.forEach((key) -> this.polls.subscribe(new Subscriber(key, (entry) -> {
			if (entry.key().equals(key)) {
				told.incrementAndGet();
			}
		})));
		assertThat(this.polls.size()).isLessThanOrEqualTo(100);
		try (Store store = ConsulStore.open(this.settings)) {
			keys.forEach((key) -> store.put(key, new byte[0]));
			Awaitility.await().until(() -> told.get() >= keys.size());
			store.deleteTree("");
		}
	}

	/**
	 * Sees entries.
	 */
	private record Subscriber(String key, Consumer<KvEntry> onEntry) implements PollSubscriber {

		@Override
		public PolledPath path() {
			return new PolledPath(this.key, false);
		}

		@Override
		public void present(List<KvEntry> state) {
			state.forEach(this.onEntry);
		}

		@Override
		public void changed(KvEntry entry) {
			this.onEntry.accept(entry);
		}

		@Override
		public void deleted(String gone, long version) {
		}

		@Override
		public void interrupted(StoreException cause) {
		}

	}

}
