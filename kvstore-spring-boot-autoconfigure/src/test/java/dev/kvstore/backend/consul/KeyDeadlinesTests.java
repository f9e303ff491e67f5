package dev.kvstore.backend.consul;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import com.google.gson.JsonObject;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import dev.kvstore.api.KeyValue;
import dev.kvstore.api.PutOptions;
import dev.kvstore.api.Store;
import dev.kvstore.backend.Endpoint;
import dev.kvstore.backend.ReadConsistency;
import dev.kvstore.server.ConsulServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link KeyDeadlines}, with stores whose clocks are ahead.
 */
class KeyDeadlinesTests {

	private static final Duration TTL = Duration.ofDays(30);

	private static final Duration OVER = TTL.plus(KeyDeadlines.CLOCK_DIFFERENCE).plusMinutes(1);

	private static final PutOptions LONG = PutOptions.ttl(TTL);

	@RegisterExtension
	static final ConsulServer server = ConsulServer.withDefaults();

	private final ConsulSettings settings = ConsulSettings.of(Endpoint.parse(server.endpoint(), false));

	private final ConsulAgents agents = new ConsulAgents(this.settings);

	private final ConsulHttp http = new ConsulHttp(server);

	private Store writer;

	@BeforeEach
	void openStore() {
		this.writer = ConsulStore.open(this.settings);
	}

	@AfterEach
	void closeStore() throws Exception {
		this.writer.close();
		try (Store store = ConsulStore.open(this.settings)) {
			store.deleteTree("");
		}
		reapIn(TTL.multipliedBy(3));
		this.agents.close();
		assertThat(records()).isEmpty();
	}

	@Test
	void anyStoreDeletesWhatADeadStoreHasLeftButNotBeforeItsTtl() throws Exception {
		int sessions = this.http.sessions().size();
		this.writer.put("put", new byte[1], LONG);
		this.writer.atomicPut("created/\u00e4", new byte[1], null, LONG.withKeepAlive());
		KeyValue stays = this.writer.put("stays", new byte[1]);
		assertThat(this.http.sessions()).hasSize(sessions);
		this.writer.close();
		try (Store reader = ConsulStore.open(this.settings)) {
			reapIn(TTL);
			assertThat(reader.list("")).hasSize(3);
			reapIn(OVER);
			assertThat(reader.list("")).containsExactly(stays);
		}
		assertThat(records()).isEmpty();
	}

	@Test
	void aWriteWithoutItTakesTheTtlAway() throws Exception {
		List<String> keys = List.of("own", "other", "recreated", "session");
		keys.forEach((key) -> this.writer.put(key, new byte[1], LONG));
		this.writer.put("own", new byte[1]);
		this.writer.put("session", new byte[1], PutOptions.ttl(Duration.ofHours(1)));
		try (Store other = ConsulStore.open(this.settings)) {
			other.put("other", new byte[1]);
			other.delete("recreated");
			other.put("recreated", new byte[1]);
			Awaitility.await().until(() -> records().size() == 2);
			reapIn(OVER);
			assertThat(other.list("")).extracting(KeyValue::key).containsExactlyInAnyOrderElementsOf(keys);
		}
	}

	@Test
	void itsRecordGoesWithTheKey() {
		KeyValue atomic = this.writer.put("atomic", new byte[1], LONG);
		List.of("delete", "tree/a", "transaction").forEach((key) -> this.writer.put(key, new byte[1], LONG));
		this.writer.atomicDelete("atomic", atomic);
		this.writer.delete("delete");
		this.writer.deleteTree("tree");
		this.writer.transaction().delete("transaction").commit();
		Awaitility.await().until(() -> records().isEmpty());
	}

	@Test
	void aLaterTtlReplacesAnEarlierOne() {
		this.writer.put("a", new byte[1], LONG);
		KeyValue last = this.writer.put("a", new byte[1], PutOptions.ttl(TTL.multipliedBy(2)));
		reapIn(OVER);
		assertThat(this.writer.get("a")).contains(last);
	}

	@Test
	void aRenewalMovesTheEndUntilTheKeyIsAnothers() throws Exception {
		KeyValue kept = this.writer.put("a", new byte[1], LONG);
		KeyDeadlines later = deadlines(TTL);
		later.begun("a", kept.version(), TTL, true, () -> {
		});
		later.renew("a", kept.version(), TTL);
		reapIn(OVER);
		assertThat(this.writer.get("a")).contains(kept);
		KeyValue others = this.writer.put("a", new byte[1]);
		later.renew("a", kept.version(), TTL);
		reapIn(TTL.multipliedBy(3));
		assertThat(this.writer.get("a")).contains(others);
		later.close();
	}

	@Test
	void aKeyThatIsAnothersAtItsEndStays() throws Exception {
		KeyValue expiring = this.writer.put("a", new byte[1], LONG);
		KeyValue others = this.writer.put("a", new byte[1]);
		CountDownLatch over = new CountDownLatch(1);
		try (KeyDeadlines late = deadlines(TTL)) {
			late.begun("a", expiring.version(), Duration.ZERO, false, over::countDown);
			assertThat(over.await(30, TimeUnit.SECONDS)).isTrue();
		}
		assertThat(this.writer.get("a")).contains(others);
	}

	private void reapIn(Duration ahead) {
		KeyDeadlines deadlines = deadlines(ahead);
		deadlines.reap();
		deadlines.close();
	}

	private KeyDeadlines deadlines(Duration ahead) {
		KvTransactions transactions = new KvTransactions(this.agents);
		return new KeyDeadlines(transactions, new KvReads(this.agents, transactions, ReadConsistency.STRONG),
				Clock.offset(Clock.systemUTC(), ahead));
	}

	private List<JsonObject> records() throws Exception {
		return this.http.internalKeys()
			.stream()
			.filter((entry) -> entry.get("Key").getAsString().startsWith(KeyDeadlines.DIRECTORY + "/"))
			.toList();
	}

}
