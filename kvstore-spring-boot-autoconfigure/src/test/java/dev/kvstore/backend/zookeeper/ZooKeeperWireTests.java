package dev.kvstore.backend.zookeeper;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import dev.kvstore.api.KeyValue;
import dev.kvstore.api.LockHandle;
import dev.kvstore.api.PutOptions;
import dev.kvstore.api.Store;
import dev.kvstore.api.StoreRejectedException;
import dev.kvstore.api.StoreUnavailableException;
import dev.kvstore.api.Transaction;
import dev.kvstore.backend.Endpoint;
import dev.kvstore.backend.ReadConsistency;
import dev.kvstore.server.ZooKeeperServer;
import dev.kvstore.server.ZooKeeperWire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What is sent to the server, and what becomes of calls of which a part is.
 */
@SuppressWarnings("try")
class ZooKeeperWireTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(3);

	private static final Duration SLACK = Duration.ofMillis(1500);

	private static final PutOptions TTL = PutOptions.ttl(Duration.ofMinutes(1));

	@RegisterExtension
	static final ZooKeeperServer server = ZooKeeperServer.create();

	private final ZooKeeperWire wire = ZooKeeperWire.to(server.endpoint());

	private final Store store = open(ReadConsistency.STRONG);

	@AfterEach
	void close() {
		this.wire.close();
		this.store.close();
	}

	@Test
	void aStrongReadAsksTheLeaderAndARelaxedOneDoesNot() {
		for (ReadConsistency consistency : ReadConsistency.values()) {
			try (Store reader = open(consistency)) {
				reader.get("warm");
				for (Runnable read : List.<Runnable>of(() -> reader.get("r/a"), () -> reader.exists("r/a"),
						() -> reader.list("r"))) {
					this.wire.takeRequests();
					read.run();
					boolean strong = consistency == ReadConsistency.STRONG;
					assertThat(this.wire.takeRequests()).isNotEmpty()
						.matches((sent) -> sent.get(0) == ZooKeeperWire.SYNC == strong)
						.matches((sent) -> sent.contains(ZooKeeperWire.SYNC) == strong);
				}
			}
		}
	}

	@Test
	void aPutOfAPresentKeyIsOneRequest() {
		this.store.put("p/a", new byte[1]);
		this.wire.takeRequests();
		this.store.put("p/a", new byte[2]);
		assertThat(this.wire.takeRequests()).hasSize(1);
	}

	@Test
	void noOldValueIsReadForACompareOrATtl() {
		KeyValue put = this.store.atomicPut("v/a", new byte[1000], null, TTL).orElseThrow();
		this.wire.takeRequests();
		assertThat(this.store.atomicPut("v/a", new byte[1000], put)).isPresent();
		this.store.put("v/a", new byte[1000], TTL);
		assertThat(this.wire.takeRequests()).contains(ZooKeeperWire.MULTI).doesNotContain(ZooKeeperWire.GET_DATA);
	}

	@Test
	void anUncontendedLockIsTwoRequests() throws Exception {
		this.store.newLock("l").lock().unlock();
		this.wire.takeRequests();
		this.store.newLock("l").lock().unlock();
		assertThat(this.wire.takeRequests()).containsExactly(ZooKeeperWire.MULTI, ZooKeeperWire.MULTI);
	}

	@Test
	void aTransactionThatIsTooLargeIsRefusedBeforeAnythingIsSent() {
		this.store.get("warm");
		this.wire.takeRequests();
		Transaction transaction = this.store.transaction();
		for (int i = 0; i < 3; i++) {
			transaction.put("t/" + i, new byte[350_000]);
		}
		assertThatExceptionOfType(StoreRejectedException.class).isThrownBy(transaction::commit);
		assertThat(this.wire.takeRequests()).isEmpty();
		assertThat(this.store.list("t")).isEmpty();
	}

	@Test
	void aKeyThatIsTooLongIsRefusedBeforeAnythingIsSent() {
		this.store.get("warm");
		this.wire.takeRequests();
		String key = "k".repeat(1_100_000);
		for (Runnable call : List.<Runnable>of(() -> this.store.get(key), () -> this.store.exists(key),
				() -> this.store.put(key, new byte[0]), () -> this.store.delete(key), () -> this.store.list(key),
				() -> this.store.deleteTree(key), () -> this.store.watch(key, (event) -> {
				}), () -> this.store.newLock(key).tryLock(), () -> this.store.newLock(key).holder())) {
			assertThatExceptionOfType(StoreRejectedException.class).isThrownBy(call::run);
		}
		assertThat(this.wire.takeRequests()).isEmpty();
	}

	@Test
	void treesOfLongKeysAreDeletedAndExpire() {
		String directory = "long/" + "d".repeat(4_000);
		for (int i = 0; i < 300; i++) {
			this.store.put(directory + i + "/" + "k".repeat(1_000), new byte[0],
					(i < 100) ? PutOptions.ttl(Duration.ofSeconds(1)) : PutOptions.none());
		}
		Awaitility.await().until(() -> this.store.list("long").size() == 200);
		assertThat(this.store.deleteTree("long")).isEqualTo(200);
		assertThat(this.store.list("long")).isEmpty();
	}

	@Test
	void aTreeOfWhichAPartIsDeletedIsAnUnknownOutcome() {
		for (int i = 0; i < 250; i++) {
			this.store.put("tree/" + i, new byte[0]);
		}
		this.wire.hold(ZooKeeperWire.MULTI);
		CompletableFuture<Long> deletion = CompletableFuture.supplyAsync(() -> this.store.deleteTree("tree"));
		this.wire.awaitHeld();
		this.wire.hold(ZooKeeperWire.SYNC);
		assertThat(failure(deletion).outcomeUnknown()).isTrue();
		this.wire.release();
	}

	@Test
	void aPutWithTtlThatNeedsSeveralRequestsHasOneDeadline() {
		this.wire.hold(ZooKeeperWire.CREATE);
		long begun = System.nanoTime();
		CompletableFuture<?> put = CompletableFuture.supplyAsync(() -> this.store.put("ttl", new byte[0], TTL));
		this.wire.awaitHeld();
		awaitPassed(begun, TIMEOUT.multipliedBy(3).dividedBy(5));
		this.wire.hold(ZooKeeperWire.MULTI);
		assertThat(failure(put).outcomeUnknown()).isTrue();
		assertEndedInTime(begun);
	}

	@Test
	void aPutWithTtlThatOnlyPreparedIsKnownNotToHaveWritten() {
		this.wire.hold(ZooKeeperWire.CREATE);
		CompletableFuture<?> put = CompletableFuture.supplyAsync(() -> this.store.put("ttl", new byte[0], TTL));
		assertThat(failure(put).outcomeUnknown()).isFalse();
	}

	@Test
	void theFirstLockOfATtlHasOneDeadline() {
		this.wire.hold(ZooKeeperWire.SYNC);
		long begun = System.nanoTime();
		CompletableFuture<?> lock = CompletableFuture.supplyAsync(() -> this.store.newLock("first").tryLock());
		this.wire.awaitHeld();
		awaitPassed(begun, TIMEOUT.multipliedBy(3).dividedBy(5));
		this.wire.hold(ZooKeeperWire.MULTI);
		assertThat(failure(lock).outcomeUnknown()).isTrue();
		assertEndedInTime(begun);
	}

	@Test
	void aRecordIsFoundGoneOnlyByAServerThatIsUpToDate() throws Exception {
		LockHandle holder = this.store.newLock("up-to-date").lock();
		this.wire.takeRequests();
		List<Integer> sent = new ArrayList<>();
		Awaitility.await().until(() -> {
			sent.addAll(this.wire.takeRequests());
			return sent.contains(ZooKeeperWire.EXISTS);
		});
		assertThat(sent.subList(0, sent.indexOf(ZooKeeperWire.EXISTS))).contains(ZooKeeperWire.SYNC);
		holder.unlock();
	}

	@Test
	void manyFirstPutsWithTtlAtOnceSucceed() throws Exception {
		for (int round = 0; round < 20; round++) {
			try (Store fresh = open(ReadConsistency.STRONG)) {
				fresh.get("warm");
				putAtOnce(fresh, 8);
			}
		}
	}

	private static void putAtOnce(Store fresh, int threads) throws Exception {
		var executor = Executors.newFixedThreadPool(threads);
		try {
			CountDownLatch start = new CountDownLatch(1);
			List<CompletableFuture<Object>> puts = new ArrayList<>();
			for (int i = 0; i < threads; i++) {
				String key = "first/" + i;
				puts.add(CompletableFuture.supplyAsync(() -> {
					await(start);
					return fresh.put(key, new byte[0], TTL);
				}, executor));
			}
			start.countDown();
			puts.forEach(CompletableFuture::join);
			fresh.deleteTree("first");
		}
		finally {
			executor.shutdownNow();
		}
	}

	@Test
	void aCallWhoseTimeIsOverLeavesTheConnectionAlone() {
		this.store.put("a", new byte[0]);
		try (ZooKeeperStore hasty = ZooKeeperStore
			.open(settings(List.of(this.wire.endpoint()), Duration.ofNanos(1), ReadConsistency.STRONG))) {
			Awaitility.await().until(() -> hasty.client().isPresent());
			this.wire.takeRequests();
			assertThatExceptionOfType(StoreUnavailableException.class).isThrownBy(() -> hasty.put("a", new byte[1]))
				.matches((ex) -> !ex.outcomeUnknown());
			assertThatExceptionOfType(StoreUnavailableException.class).isThrownBy(() -> hasty.get("a"));
			assertThat(hasty.client()).isPresent();
			assertThat(this.wire.takeRequests()).isEmpty();
		}
	}

	private static void await(CountDownLatch start) {
		try {
			start.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	private static StoreUnavailableException failure(CompletableFuture<?> call) {
		try {
			throw new AssertionError("answered " + call.join());
		}
		catch (CompletionException ex) {
			assertThat(ex.getCause()).isInstanceOf(StoreUnavailableException.class);
			return (StoreUnavailableException) Objects.requireNonNull(ex.getCause());
		}
	}

	private static void awaitPassed(long begun, Duration duration) {
		Awaitility.await().until(() -> System.nanoTime() - begun > duration.toNanos());
	}

	private static void assertEndedInTime(long begun) {
		assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(TIMEOUT.plus(SLACK));
	}

	private Store open(ReadConsistency consistency) {
		Store opened = ZooKeeperStore.open(settings(List.of(this.wire.endpoint()), TIMEOUT, consistency));
		List<Integer> sent = new ArrayList<>();
		// a store looks for what others left soon after it has connected
		Awaitility.await().until(() -> {
			sent.addAll(this.wire.takeRequests());
			return Collections.frequency(sent, ZooKeeperWire.GET_CHILDREN) >= 2;
		});
		Awaitility.await().during(Duration.ofMillis(300)).until(() -> this.wire.takeRequests().isEmpty());
		return opened;
	}

	private static ZooKeeperSettings settings(List<String> endpoints, Duration timeout, ReadConsistency consistency) {
		return new ZooKeeperSettings(endpoints.stream().map((text) -> Endpoint.parse(text, false)).toList(), "",
				Duration.ofSeconds(1), timeout, Duration.ofSeconds(10), consistency, null, null);
	}

}
