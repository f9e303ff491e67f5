package dev.kvstore.backend.consul;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;

import com.google.gson.JsonObject;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import dev.kvstore.api.KeyValue;
import dev.kvstore.api.LockHandle;
import dev.kvstore.api.PutOptions;
import dev.kvstore.api.Store;
import dev.kvstore.api.StoreRejectedException;
import dev.kvstore.api.Transaction;
import dev.kvstore.backend.Endpoint;
import dev.kvstore.server.ConsulServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ConsulSessionsTests {

	private static final PutOptions HOUR = PutOptions.ttl(Duration.ofHours(1));

	@RegisterExtension
	static final ConsulServer server = ConsulServer.withDefaults();

	private final ConsulHttp http = new ConsulHttp(server);

	private Store store;

	@BeforeEach
	void openStore() {
		this.store = open();
	}

	@AfterEach
	void closeStore() throws Exception {
		for (JsonObject session : this.http.sessions()) {
			this.http.put("/v1/session/destroy/" + session.get("ID").getAsString(), new byte[0]);
		}
		this.store.deleteTree("");
		this.store.close();
	}

	@Test
	void aSessionGoesWithWhatItWasFor() throws Exception {
		KeyValue last = this.store.put("a", new byte[1], HOUR);
		for (int i = 0; i < 20; i++) {
			last = this.store.atomicPut("a", new byte[1], last, HOUR).orElseThrow();
			assertThat(this.store.atomicPut("a", new byte[1], KeyValue.reference("a", 1), HOUR)).isEmpty();
			this.store.put("b", new byte[1], HOUR.withKeepAlive());
		}
		awaitSessions(2);
		this.store.put("a", new byte[1]);
		this.store.delete("b");
		awaitSessions(0);
		this.store.put("a", new byte[1], HOUR);
		this.store.transaction().put("a", new byte[1]).commit();
		this.store.put("b", new byte[1], PutOptions.ttl(Duration.ofMillis(10)));
		awaitSessions(0);
		assertThat(this.store.exists("b")).isFalse();
	}

	@Test
	void aSessionGoesWhenAnotherStoreHasTakenTheKeyOver() throws Exception {
		this.store.put("a", new byte[1], PutOptions.ttl(Duration.ofSeconds(1)).withKeepAlive());
		try (Store other = open()) {
			other.put("a", new byte[1]);
		}
		awaitSessions(0);
		assertThat(this.store.exists("a")).isTrue();
	}

	@Test
	void deletingATreeEndsTheSessionsOfItsKeys() throws Exception {
		this.store.put("tree/a", new byte[1], HOUR);
		this.store.put("tree/b/c", new byte[1], HOUR.withKeepAlive());
		awaitSessions(2);
		this.store.deleteTree("tree");
		awaitSessions(0);
	}

	@Test
	void closingEndsTheSessionsThatHoldNoKeyAnyMore() throws Exception {
		for (int i = 0; i < 20; i++) {
			this.store.put("a" + i, new byte[1], HOUR);
		}
		for (int i = 0; i < 20; i++) {
			this.store.delete("a" + i);
		}
		this.store.close();
		awaitSessions(0);
		this.store = open();
	}

	@Test
	void locksLeaveNothingBehind() throws Exception {
		try (Store closing = open()) {
			for (int i = 0; i < 10; i++) {
				closing.newLock("lock").lock().unlock();
				assertThat(closing.newLock("lock").tryLock(Duration.ofMillis(1))).isPresent()
					.get()
					.satisfies(LockHandle::unlock);
			}
			awaitSessions(1);
			assertThat(closing.newLock("lock").tryLock()).isPresent();
		}
		awaitSessions(0);
		assertThat(this.http.internalKeys()).noneMatch((key) -> key.has("Session"));
	}

	@Test
	void aTtlBelowTheServersShortestEndsOnTime() {
		long begun = System.nanoTime();
		this.store.put("a", new byte[1], PutOptions.ttl(Duration.ofSeconds(1)));
		Awaitility.await().until(() -> !this.store.exists("a"));
		assertThat(Duration.ofNanos(System.nanoTime() - begun)).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(3));
	}

	@Test
	void aKeyGoesAtTheLatestAfterTwiceTheServersShortestTtlIfItsStoreIsGone() {
		Store writer = open();
		writer.put("a", new byte[1], PutOptions.ttl(Duration.ofSeconds(1)));
		writer.put("b", new byte[1], PutOptions.ttl(Duration.ofSeconds(1)).withKeepAlive());
		writer.close();
		long begun = System.nanoTime();
		Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> this.store.list("").isEmpty());
		assertThat(Duration.ofNanos(System.nanoTime() - begun)).isBetween(Duration.ofSeconds(9),
				Duration.ofSeconds(23));
	}

	@Test
	void aLargeTransactionTakesTtlsAwayAndGivesEqualValuesANewVersion() {
		List<KeyValue> present = new ArrayList<>();
		for (int i = 0; i < 30; i++) {
			PutOptions options = (i % 3 == 0) ? PutOptions.ttl(Duration.ofSeconds(3)) : PutOptions.none();
			present.add(this.store.put("k" + i, new byte[] { (byte) i }, options));
		}
		try (Store other = open()) {
			for (int round = 0; round < 3; round++) {
				Transaction transaction = other.transaction().put("new" + round, new byte[0]).delete("none");
				present.forEach((entry) -> transaction.check(entry).put(entry.key(), entry.value()));
				long version = transaction.commit().orElseThrow();
				assertThat(present).allMatch((entry) -> entry.version() < version);
				present.replaceAll((entry) -> new KeyValue(entry.key(), entry.value(), version));
			}
			Awaitility.await()
				.during(Duration.ofSeconds(5))
				.atMost(Duration.ofSeconds(10))
				.until(() -> other.list("").containsAll(present));
		}
	}

	@Test
	void aLargeTransactionIsLostToARival() {
		Transaction transaction = this.store.transaction();
		IntStream.range(0, 40).forEach((i) -> transaction.put("k" + i, new byte[1]));
		KeyValue stale = this.store.put("k7", new byte[1]);
		this.store.put("k7", new byte[1]);
		assertThat(transaction.check(stale).commit()).isEqualTo(OptionalLong.empty());
		assertThat(this.store.list("")).hasSize(1);
	}

	@Test
	void aTransactionBeyondConsulsLimitsIsRejected() {
		Transaction many = this.store.transaction();
		IntStream.range(0, 65).forEach((i) -> many.put("k" + i, new byte[1]));
		assertThatExceptionOfType(StoreRejectedException.class).isThrownBy(many::commit);
		Transaction large = this.store.transaction();
		IntStream.range(0, 2).forEach((i) -> large.put("k" + i, new byte[256 * 1024]));
		assertThatExceptionOfType(StoreRejectedException.class).isThrownBy(large::commit);
		assertThat(this.store.list("")).isEmpty();
	}

	@Test
	void theLargestValueFitsEveryWrite() {
		byte[] value = new byte[ConsulStore.MAX_VALUE_SIZE];
		String key = "k".repeat(2000);
		KeyValue put = this.store.put(key, value, HOUR);
		KeyValue next = this.store.atomicPut(key, value, put, HOUR).orElseThrow();
		this.store.transaction().check(next).put(key, value).commit().orElseThrow();
		assertThatExceptionOfType(StoreRejectedException.class)
			.isThrownBy(() -> this.store.put("a", new byte[ConsulStore.MAX_VALUE_SIZE + 1]));
	}

	private void awaitSessions(int count) {
		Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> this.http.sessions().size() == count);
	}

	private static Store open() {
		return ConsulStore.open(ConsulSettings.of(Endpoint.parse(server.endpoint(), false)));
	}

}
