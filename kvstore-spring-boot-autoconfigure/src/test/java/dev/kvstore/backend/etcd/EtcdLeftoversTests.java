package dev.kvstore.backend.etcd;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import dev.kvstore.api.KeyValue;
import dev.kvstore.api.LockHandle;
import dev.kvstore.api.LockOptions;
import dev.kvstore.api.PutOptions;
import dev.kvstore.api.Store;
import dev.kvstore.api.StoreUnavailableException;
import dev.kvstore.api.Watch;
import dev.kvstore.server.EtcdServer;
import dev.kvstore.server.TcpProxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What a store leaves on its server and in its process.
 */
class EtcdLeftoversTests {

	@RegisterExtension
	static final EtcdServer SERVER = EtcdServer.create();

	private static final byte[] VALUE = { 1 };

	private static final PutOptions HOUR = PutOptions.ttl(Duration.ofHours(1));

	private final String root = "left-" + UUID.randomUUID();

	private RawEtcd raw;

	private Store store;

	@BeforeEach
	void open() {
		this.raw = new RawEtcd(SERVER.endpoint());
		this.store = EtcdStore.open(RawEtcd.settings(SERVER.endpoints()));
	}

	@AfterEach
	void close() throws InterruptedException {
		this.store.deleteTree(this.root);
		this.store.close();
		Awaitility.await().until(() -> this.raw.leases().isEmpty());
		this.raw.close();
	}

	@Test
	void aLeaseGoesWithTheWriteThatSupersedesIt() {
		for (int i = 0; i < 10; i++) {
			this.store.put(key("put"), VALUE, HOUR);
		}
		awaitLeases(1);
		KeyValue put = this.store.put(key("put"), VALUE);
		awaitLeases(0);
		put = this.store.atomicPut(key("put"), VALUE, put, HOUR).orElseThrow();
		awaitLeases(1);
		assertThat(this.store.atomicPut(key("put"), VALUE, KeyValue.reference("a", 1), HOUR)).isEmpty();
		awaitLeases(1);
		assertThat(this.store.atomicDelete(key("put"), put)).isTrue();
		awaitLeases(0);
		List.of("a", "b", "c").forEach((name) -> this.store.put(key(name), VALUE, HOUR));
		this.store.delete(key("a"));
		this.store.transaction().put(key("b"), VALUE).commit();
		this.store.deleteTree(this.root);
		awaitLeases(0);
	}

	@Test
	void expiryLeavesNoLease() {
		for (int i = 0; i < 50; i++) {
			this.store.put(key("a" + i), VALUE, PutOptions.ttl(Duration.ofMillis(300)));
		}
		awaitLeases(0);
		assertThat(this.store.list(this.root)).isEmpty();
	}

	@Test
	void keysThatAreKeptAliveShareALeaseWhichGoesAfterThem() {
		PutOptions keepAlive = PutOptions.ttl(Duration.ofSeconds(2)).withKeepAlive();
		IntStream.range(0, 20).forEach((i) -> this.store.put(key("a" + i), VALUE, keepAlive));
		awaitLeases(1);
		this.store.deleteTree(this.root);
		awaitLeases(0);
		this.store.put(key("again"), VALUE, keepAlive);
		assertThat(this.store.exists(key("again"))).isTrue();
	}

	@Test
	void aStoreThatClosesRevokesWhatItsKeysDoNotNeed() throws InterruptedException {
		Store closing = EtcdStore.open(RawEtcd.settings(SERVER.endpoints()));
		PutOptions keepAlive = PutOptions.ttl(Duration.ofHours(2)).withKeepAlive();
		closing.put(key("kept"), VALUE, keepAlive);
		closing.put(key("kept"), VALUE);
		LockHandle handle = closing.newLock(key("lock")).lock();
		closing.close();
		assertThat(handle.isHeld()).isFalse();
		awaitLeases(0);
		assertThat(this.raw.keys(".kvstore/")).isEmpty();
	}

	@Test
	void aKeyThatIsKeptAliveByADestroyedLeaseIsNotCreatedAgainAndTheNextPutWorks() throws Exception {
		PutOptions keepAlive = PutOptions.ttl(Duration.ofSeconds(30)).withKeepAlive();
		this.store.put(key("kept"), VALUE, keepAlive);
		this.raw.revoke(this.raw.leases().get(0));
		assertThat(this.store.exists(key("kept"))).isFalse();
		this.store.put(key("other"), VALUE, keepAlive);
		assertThat(this.store.list(this.root)).extracting(KeyValue::key).containsExactly(key("other"));
		this.store.delete(key("other"));
	}

	@Test
	void aLockIsLostWithItsLeaseAndMayBeHadAgainAtOnce() throws Exception {
		LockHandle handle = this.store.newLock(key("lock")).lock();
		this.raw.revoke(this.raw.leases().get(0));
		LockHandle next = this.store.newLock(key("lock")).lock();
		assertThat(next.fencingToken()).isGreaterThan(handle.fencingToken());
		Awaitility.await().until(() -> !handle.isHeld());
		next.unlock();
		assertThat(this.raw.keys(".kvstore/")).isEmpty();
	}

	@Test
	void aLockIsTriedWithANewLeaseIfTheLastOneWasDestroyed() throws Exception {
		this.store.newLock(key("lock")).lock().unlock();
		this.raw.revoke(this.raw.leases().get(0));
		try (LockHandle handle = this.store.newLock(key("lock")).tryLock().orElseThrow()) {
			assertThat(handle.isHeld()).isTrue();
		}
	}

	@Test
	void aKeyThatIsKeptAliveHasItsWholeTtlFromThePutOn() throws Exception {
		PutOptions keepAlive = PutOptions.ttl(Duration.ofSeconds(60)).withKeepAlive();
		this.store.put(key("first"), VALUE, keepAlive);
		long lease = this.raw.leases().get(0);
		Awaitility.await().until(() -> this.raw.timeToLive(lease) < 58);
		this.store.put(key("next"), VALUE, keepAlive);
		Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> this.raw.timeToLive(lease) >= 58);
	}

	@Test
	void locksUseTheNamesOfTheirRecordsAgain() throws InterruptedException {
		Set<String> records = new HashSet<>();
		for (int i = 0; i < 20; i++) {
			try (LockHandle handle = this.store.newLock(key("lock")).lock()) {
				assertThat(this.store.newLock(key("lock")).tryLock(Duration.ofMillis(1))).isEmpty();
				records.addAll(this.raw.keys(".kvstore/locks/"));
				assertThat(handle.isHeld()).isTrue();
			}
		}
		assertThat(records).hasSizeLessThanOrEqualTo(2);
	}

	@Test
	void locksLeaveNoRecords() throws InterruptedException {
		LockOptions options = LockOptions.defaults();
		try (LockHandle handle = this.store.newLock(key("lock"), options).lock()) {
			assertThat(this.store.newLock(key("lock"), options).tryLock()).isEmpty();
			assertThat(this.store.newLock(key("lock"), options).tryLock(Duration.ofMillis(100))).isEmpty();
			assertThat(this.raw.keys(".kvstore/")).hasSize(1);
			assertThat(handle.isHeld()).isTrue();
		}
		assertThat(this.raw.keys(".kvstore/")).isEmpty();
	}

	@Test
	void anAcquireWithoutAnAnswerIsWithdrawnAndCannotArriveLater() throws Exception {
		try (TcpProxy proxy = TcpProxy.to(SERVER.endpoint());
				Store losing = EtcdStore.open(RawEtcd.settings(List.of(proxy.endpoint(), SERVER.endpoint()))
					.withRequestTimeout(Duration.ofSeconds(1)))) {
			losing.newLock(key("other")).lock().unlock();
			proxy.stall();
			assertThatExceptionOfType(StoreUnavailableException.class)
				.isThrownBy(() -> losing.newLock(key("lock")).lock())
				.matches(StoreUnavailableException::outcomeUnknown);
			Awaitility.await().until(() -> this.raw.keys(".kvstore/withdrawn/").size() == 1);
			proxy.resume();
			try (LockHandle handle = this.store.newLock(key("lock")).tryLock(Duration.ofSeconds(5)).orElseThrow()) {
				assertThat(this.raw.keys(".kvstore/locks/")).hasSize(1);
				assertThat(handle.isHeld()).isTrue();
			}
		}
		Awaitility.await().until(() -> this.raw.keys(".kvstore/").isEmpty());
	}

	@Test
	void threadsHaveNamesAndEndWithTheStore() throws Exception {
		this.store.close();
		Awaitility.await().until(() -> threads().isEmpty());
		Set<Thread> before = Thread.getAllStackTraces().keySet();
		Store closing = EtcdStore.open(RawEtcd.settings(SERVER.endpoints()));
		closing.put(key("a"), VALUE, HOUR.withKeepAlive());
		closing.put(key("b"), VALUE, HOUR);
		Watch watch = closing.watchTree(this.root, (event) -> {
		});
		Awaitility.await().until(watch::isSynced);
		LockHandle handle = closing.newLock(key("lock")).lock();
		assertThat(handle.isHeld()).isTrue();
		assertThat(since(before)).isNotEmpty()
			.allMatch((thread) -> thread.getName().startsWith("kvstore-etcd-") && thread.isDaemon());
		closing.close();
		Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> threads().isEmpty());
		this.store = EtcdStore.open(RawEtcd.settings(SERVER.endpoints()));
		this.raw.leases().forEach(this.raw::revoke);
	}

	@Test
	void threadsDoNotGrowWithWatches() {
		List<Watch> watches = IntStream.range(0, 1000).mapToObj((i) -> this.store.watch(key("a" + i), (event) -> {
		})).toList();
		Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> watches.stream().allMatch(Watch::isSynced));
		Awaitility.await().until(() -> threads().size() <= 8);
		this.store.put(key("a500"), VALUE);
		watches.forEach(Watch::close);
	}

	private Set<Thread> since(Set<Thread> before) {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> !before.contains(thread) && !thread.getName().startsWith("awaitility"))
			.collect(Collectors.toSet());
	}

	private static Set<String> threads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.map(Thread::getName)
			.filter((name) -> name.startsWith("kvstore-etcd"))
			.collect(Collectors.toSet());
	}

	private void awaitLeases(int count) {
		Callable<Boolean> reached = () -> this.raw.leases().size() == count;
		Awaitility.await().pollInterval(Duration.ofMillis(20)).atMost(Duration.ofSeconds(15)).until(reached);
	}

	private String key(String name) {
		return this.root + "/" + name;
	}

}
