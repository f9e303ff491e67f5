package dev.kvstore.backend.consul;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import dev.kvstore.api.KeyValue;
import dev.kvstore.api.Store;
import dev.kvstore.api.Watch;
import dev.kvstore.api.WatchEvent;
import dev.kvstore.backend.Endpoint;
import dev.kvstore.backend.ReadConsistency;
import dev.kvstore.server.ConsulServer;

import static org.assertj.core.api.Assertions.assertThat;

class ConsulWatchTests {

	@RegisterExtension
	static final ConsulServer server = ConsulServer.create();

	private final ConsulHttp http = new ConsulHttp(server);

	private final List<WatchEvent> events = new CopyOnWriteArrayList<>();

	private final Map<String, KeyValue> view = new ConcurrentSkipListMap<>();

	private Store store;

	@BeforeEach
	void openStore() {
		this.store = ConsulStore.open(ConsulSettings.of(Endpoint.parse(server.endpoint(), false)));
	}

	@AfterEach
	void closeStore() {
		this.store.deleteTree("");
		this.store.close();
	}

	@Test
	void aRestoredSnapshotIsAnInterruptionAndItsDifference() throws Exception {
		KeyValue kept = put("kept", "before");
		KeyValue changed = put("changed", "before");
		KeyValue deleted = put("deleted", "before");
		byte[] snapshot = this.http.get("/v1/snapshot");
		try (Watch watch = this.store.watchTree("", this::record)) {
			Awaitility.await().until(watch::isSynced);
			put("changed", "after");
			this.store.delete("deleted");
			put("created", "after");
			Awaitility.await()
				.until(() -> this.view.values()
					.stream()
					.map(KeyValue::asString)
					.toList()
					.equals(List.of("after", "after", "before")));
			int before = this.events.size();
			this.http.put("/v1/snapshot", snapshot);
			Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> isSyncedAfter(before));
			assertThat(this.view)
				.isEqualTo(new TreeMap<>(Map.of("kept", kept, "changed", changed, "deleted", deleted)));
			List<WatchEvent> missed = this.events.subList(before, this.events.size());
			assertThat(missed.get(0)).isInstanceOfSatisfying(WatchEvent.Interrupted.class,
					(event) -> assertThat(event.cause()).hasMessageContaining("index went back"));
			assertThat(missed).doesNotContain(new WatchEvent.Put(kept)).endsWith(new WatchEvent.Synced());
			KeyValue next = put("changed", "next");
			Awaitility.await().until(() -> next.equals(this.view.get("changed")));
		}
	}

	@Test
	void aKeyThatNoUrlCanNameIsWatchedThroughADirectoryAboveIt() {
		try (Watch one = this.store.watch("a/\u00e4\u200b", this::record);
				Watch tree = this.store.watchTree("a/\u00e4\u200b/b", this::record)) {
			Awaitility.await().until(() -> one.isSynced() && tree.isSynced());
			List<KeyValue> seen = List.of(put("a/\u00e4\u200b", "1"), put("a/\u00e4\u200b/b/c", "2"));
			put("a/x", "3");
			Awaitility.await().until(() -> this.view.values().containsAll(seen));
			assertThat(this.view).hasSize(2);
		}
	}

	@Test
	void manyWatchesShareQueriesAndEndThem() throws Exception {
		ConsulPolls polls;
		try (ConsulAgents agents = new ConsulAgents(ConsulSettings.of(Endpoint.parse(server.endpoint(), false)))) {
			polls = new ConsulPolls(agents, new KvReads(agents, new KvTransactions(agents), ReadConsistency.STRONG));
			List<ConsulPolls.Subscription> subscriptions = IntStream.range(0, 500)
				.mapToObj((number) -> polls
					.subscribe(new GoneSubscriber(new PolledPath("d" + number % 7 + "/" + number, false), "x", () -> {
					})))
				.toList();
			assertThat(polls.size()).isLessThanOrEqualTo(100);
			subscriptions.forEach(ConsulPolls.Subscription::end);
			Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> polls.size() == 0);
			polls.close();
		}
	}

	@Test
	void aWatchThatIsIdleForLongerThanAQueryStaysSyncedAndIsHeardOf() {
		try (Watch watch = this.store.watch("a", this::record)) {
			Awaitility.await().until(watch::isSynced);
			Instant first = watch.lastContact();
			Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> watch.lastContact().isAfter(first));
			assertThat(this.events).containsExactly(new WatchEvent.Synced());
		}
	}

	private boolean isSyncedAfter(int count) {
		return this.events.size() > count && this.events.get(this.events.size() - 1) instanceof WatchEvent.Synced;
	}

	private KeyValue put(String key, String value) {
		return this.store.put(key, value.getBytes(StandardCharsets.UTF_8));
	}

	private synchronized void record(WatchEvent event) {
		if (event instanceof WatchEvent.Put put) {
			this.view.put(put.keyValue().key(), put.keyValue());
		}
		else if (event instanceof WatchEvent.Deleted deleted) {
			this.view.remove(deleted.key());
		}
		this.events.add(event);
	}

}
