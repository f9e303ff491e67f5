package dev.kvstore.backend.consul;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;

import com.google.gson.JsonObject;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import dev.kvstore.api.KeyValue;
import dev.kvstore.api.LockHandle;
import dev.kvstore.api.PutOptions;
import dev.kvstore.api.Store;
import dev.kvstore.api.StoreUnavailableException;
import dev.kvstore.api.WatchEvent;
import dev.kvstore.backend.Endpoint;
import dev.kvstore.server.ConsulServer;
import dev.kvstore.server.ConsulWire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What becomes of requests that are late, and of answers that are lost.
 */
class ConsulWireTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(2);

	private static final Duration TTL = Duration.ofSeconds(3);

	private static final String ARRIVAL = "\"lock\",\"Key\":\".kvstore/locks/";

	private static final String WITHDRAWAL = "\"delete\",\"Key\":\".kvstore/locks/a/";

	@RegisterExtension
	static final ConsulServer server = ConsulServer.create();

	private final ConsulHttp http = new ConsulHttp(server);

	private final ConsulWire wire = ConsulWire.to(server.endpoint());

	private final Store store = open(this.wire.endpoint());

	private final Store direct = open(server.endpoint());

	@AfterEach
	void close() {
		this.wire.release();
		this.store.close();
		this.wire.close();
		this.direct.deleteTree("");
		this.direct.close();
	}

	@Test
	void anAcquireThatArrivesAfterItsWithdrawalIsTurnedAway() throws Exception {
		this.store.newLock("warm").lock().unlock();
		this.wire.hold(ARRIVAL);
		assertUnavailable(() -> this.store.newLock("a").tryLock(), true);
		this.wire.awaitAnswered(WITHDRAWAL);
		this.wire.release();
		this.wire.awaitAnswered(ARRIVAL + "a/");
		assertThat(this.direct.newLock("a").holder()).isEmpty();
		try (LockHandle next = this.store.newLock("a").tryLock().orElseThrow()) {
			assertThat(next.isHeld()).isTrue();
		}
	}

	@Test
	void aPutThatIsNotAnsweredKeepsItsTtl() {
		this.wire.loseAnswer("/v1/txn");
		long begun = System.nanoTime();
		assertUnavailable(() -> this.store.put("a", new byte[1], PutOptions.ttl(TTL)), true);
		assertThat(this.direct.exists("a")).isTrue();
		Awaitility.await().until(() -> !this.direct.exists("a"));
		assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThanOrEqualTo(TTL);
	}

	@Test
	void aCompareWhoseSessionEndsBeforeItArrivesIsNotLost() throws Exception {
		KeyValue previous = this.direct.put("a", new byte[1]);
		this.wire.hold("/v1/txn");
		CompletableFuture<?> compare = CompletableFuture
			.supplyAsync(() -> this.store.atomicPut("a", new byte[2], previous, PutOptions.ttl(TTL)));
		this.wire.awaitHeld();
		for (JsonObject session : this.http.sessions()) {
			this.http.put("/v1/session/destroy/" + session.get("ID").getAsString(), new byte[0]);
		}
		this.wire.release();
		assertUnavailable(() -> join(compare), false);
		assertThat(this.direct.get("a")).contains(previous);
	}

	@Test
	void aWatchThatJoinsAnotherDoesNotWaitForItsQuery() {
		List<WatchEvent> first = new CopyOnWriteArrayList<>();
		List<WatchEvent> second = new CopyOnWriteArrayList<>();
		this.wire.hold("&wait=");
		this.store.watch("a", first::add);
		this.wire.awaitHeld();
		this.store.watch("a", second::add);
		Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> !second.isEmpty());
		assertThat(List.of(first, second)).containsOnly(List.of(new WatchEvent.Synced()));
	}

	private static void join(CompletableFuture<?> call) throws Throwable {
		try {
			call.join();
		}
		catch (CompletionException ex) {
			throw ex.getCause();
		}
	}

	private static void assertUnavailable(ThrowingCallable call, boolean outcomeUnknown) {
		assertThatExceptionOfType(StoreUnavailableException.class).isThrownBy(call)
			.matches((failure) -> failure.outcomeUnknown() == outcomeUnknown, "outcome unknown: " + outcomeUnknown);
	}

	private static Store open(String endpoint) {
		return ConsulStore.open(ConsulSettings.of(Endpoint.parse(endpoint, false)).withRequestTimeout(TIMEOUT));
	}

}
