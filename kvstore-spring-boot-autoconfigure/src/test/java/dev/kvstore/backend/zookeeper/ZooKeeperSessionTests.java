package dev.kvstore.backend.zookeeper;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.apache.zookeeper.ZooKeeper;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import dev.kvstore.api.KeyValue;
import dev.kvstore.api.LockHandle;
import dev.kvstore.api.LockOptions;
import dev.kvstore.api.PutOptions;
import dev.kvstore.api.Store;
import dev.kvstore.api.StoreUnavailableException;
import dev.kvstore.api.Watch;
import dev.kvstore.api.WatchEvent;
import dev.kvstore.backend.CallbackThreads;
import dev.kvstore.backend.Deadline;
import dev.kvstore.backend.Endpoint;
import dev.kvstore.backend.KeptLease;
import dev.kvstore.backend.KeptLeases;
import dev.kvstore.server.TcpProxy;
import dev.kvstore.server.ZooKeeperServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Sessions that expire, and what is left on the server.
 */
@SuppressWarnings("try")
class ZooKeeperSessionTests {

	private static final Duration SESSION = Duration.ofSeconds(1);

	private static final Duration LONG_SESSION = Duration.ofSeconds(30);

	@RegisterExtension
	static final ZooKeeperServer server = ZooKeeperServer.create();

	@Test
	void aWatchGetsTheMissedDifferenceAfterItsSessionExpired() throws Exception {
		Map<String, String> view = new ConcurrentHashMap<>();
		List<WatchEvent> events = new CopyOnWriteArrayList<>();
		try (TcpProxy proxy = TcpProxy.to(server.endpoint());
				Store cut = open(proxy.endpoint());
				Store other = open(server.endpoint())) {
			List.of("a", "b", "c").forEach((name) -> other.put("expiry/" + name, text("1")));
			Watch watch = cut.watchTree("expiry", (event) -> record(event, events, view));
			await().until(watch::isSynced);
			long before = sessionOf(cut);
			proxy.cut();
			other.put("expiry/a", text("2"));
			other.delete("expiry/b");
			other.put("expiry/d", text("1"));
			long start = System.nanoTime();
			await().until(() -> System.nanoTime() - start > SESSION.multipliedBy(3).toNanos());
			proxy.restore();
			await().until(() -> watch.isSynced() && view.equals(Map.of("a", "2", "c", "1", "d", "1")));
			assertThat(sessionOf(cut)).isNotEqualTo(before);
			assertThat(events.subList(4, events.size())).hasSize(5);
			assertThat(events.get(4)).isInstanceOf(WatchEvent.Interrupted.class);
			assertThat(events.get(8)).isInstanceOf(WatchEvent.Synced.class);
			other.put("expiry/e", text("1"));
			await().until(() -> view.containsKey("e"));
			other.deleteTree("expiry");
		}
	}

	@Test
	void aStoreWhoseSessionIsEndedFromOutsideGetsAnother() throws Exception {
		List<WatchEvent> events = new CopyOnWriteArrayList<>();
		try (Store store = open(server.endpoint()); Store other = open(server.endpoint())) {
			other.put("ended/a", text("1"));
			Watch watch = store.watchTree("ended", events::add);
			await().until(watch::isSynced);
			ZooKeeper client = ((ZooKeeperStore) store).client().orElseThrow();
			ZooKeeperStores.endSession(client, server.endpoint());
			await().until(() -> sessionOf(store) != 0 && sessionOf(store) != client.getSessionId());
			KeyValue put = other.put("ended/b", text("1"));
			await().until(() -> watch.isSynced() && events.contains(new WatchEvent.Put(put)));
			assertThat(events.get(2)).isInstanceOf(WatchEvent.Interrupted.class);
			assertThat(store.get("ended/b")).contains(put);
			other.deleteTree("ended");
		}
	}

	@Test
	void aLockSessionThatIsEndedFromOutsideIsLostLongBeforeItsClockSaysSo() throws Exception {
		ZooKeeperSettings settings = ZooKeeperSettings.of(List.of(Endpoint.parse(server.endpoint(), false)));
		CallbackThreads threads = new CallbackThreads("test");
		CompletableFuture<KeptLeases<LockSession>> leases = new CompletableFuture<>();
		try (ZooKeeperStore store = ZooKeeperStore.open(settings)) {
			Handles handles = new Handles(settings, PlainConfig::new);
			Calls calls = new Calls(store, new Session(), settings);
			leases.complete(new KeptLeases<>("test",
					new LockSessions(handles, calls, (expired) -> leases.join().lost(expired), threads), threads));
			KeptLease<LockSession> lease = leases.join()
				.use("lock", "a", Duration.ofSeconds(40), Deadline.after(Duration.ofSeconds(5)));
			CountDownLatch lost = new CountDownLatch(1);
			lease.onLost(lost::countDown);
			ZooKeeperStores.endSession(Objects.requireNonNull(lease.lease().handle()).client(), server.endpoint());
			assertThat(lost.await(5, TimeUnit.SECONDS)).isTrue();
			assertThat(lease.isAlive()).isFalse();
		}
		finally {
			leases.join().close();
			threads.close();
		}
	}

	@Test
	void aWaiterIsWokenThoughTheSessionThatWatchesForItIsReplaced() throws Exception {
		try (Store store = open(server.endpoint()); Store other = open(server.endpoint())) {
			LockHandle held = other.newLock("woken").lock();
			CompletableFuture<Optional<LockHandle>> waiting = CompletableFuture.supplyAsync(() -> {
				try {
					return store.newLock("woken").tryLock(Duration.ofSeconds(20));
				}
				catch (InterruptedException ex) {
					throw new IllegalStateException(ex);
				}
			});
			ZooKeeper client = ((ZooKeeperStore) store).client().orElseThrow();
			await().until(() -> nodes().stream().filter((path) -> path.contains("woken/")).count() == 2);
			ZooKeeperStores.endSession(client, server.endpoint());
			await().until(() -> sessionOf(store) != 0 && sessionOf(store) != client.getSessionId());
			held.unlock();
			assertThat(waiting.join()).isPresent();
		}
	}

	@Test
	void aServerThatMissedADeadlineIsLeftForTheNextOne() {
		try (TcpProxy one = TcpProxy.to(server.endpoint());
				TcpProxy other = TcpProxy.to(server.endpoint());
				Store store = ZooKeeperStores.open(List.of(one.endpoint(), other.endpoint()), Duration.ofSeconds(2),
						LONG_SESSION)) {
			store.put("left", text("1"));
			((one.connections() > 0) ? one : other).stall();
			assertThatExceptionOfType(StoreUnavailableException.class).isThrownBy(() -> store.get("left"));
			assertThat(store.get("left")).isPresent();
			store.delete("left");
		}
	}

	@Test
	void aLockThatCouldNotBeHadLeavesNoSession() throws Exception {
		try (TcpProxy proxy = TcpProxy.to(server.endpoint()); Store store = open(proxy.endpoint())) {
			store.exists("any");
			proxy.cut();
			assertThatExceptionOfType(StoreUnavailableException.class)
				.isThrownBy(() -> store.newLock("never").tryLock());
			await().until(() -> Thread.getAllStackTraces()
				.keySet()
				.stream()
				.noneMatch((thread) -> thread.getName().startsWith("kvstore-zookeeper-locks")));
		}
	}

	@Test
	void whatIsKeptAliveOutlivesAnExpiredSession() throws Exception {
		try (TcpProxy proxy = TcpProxy.to(server.endpoint());
				Store cut = open(proxy.endpoint());
				Store other = open(server.endpoint())) {
			KeyValue kept = cut.put("kept", text("1"), PutOptions.ttl(Duration.ofSeconds(5)).withKeepAlive());
			proxy.cut();
			long start = System.nanoTime();
			await().until(() -> System.nanoTime() - start > SESSION.multipliedBy(3).toNanos());
			proxy.restore();
			await().until(() -> cut.get("kept").isPresent());
			long again = System.nanoTime();
			await().atMost(Duration.ofSeconds(30))
				.until(() -> System.nanoTime() - again > Duration.ofSeconds(8).toNanos());
			assertThat(other.get("kept")).contains(kept);
			other.delete("kept");
		}
	}

	@Test
	void nothingOfAStoreIsLeftOnTheServer() throws Exception {
		try (Store observer = open(server.endpoint())) {
			assertThat(observer.status().quorum()).isTrue();
			try (Store store = open(server.endpoint())) {
				store.put("x/a/b/c", text("1"), PutOptions.ttl(Duration.ofMillis(100)));
				store.put("x/k", text("1"), PutOptions.ttl(Duration.ofHours(1)).withKeepAlive());
				store.put("x/k", text("2"));
				store.transaction().put("x/t/u", text("1")).put("x/t/v", text("1")).commit();
				for (int i = 0; i < 5; i++) {
					store.newLock("x/l").lock().unlock();
				}
				ZooKeeper client = ((ZooKeeperStore) store).client().orElseThrow();
				assertThat(client.exists(new Layout("").lock("x/l"), false)).isNull();
				LockHandle held = store.newLock("x/l", LockOptions.defaults().withValue("held")).lock();
				assertThat(store.newLock("x/l").tryLock()).isEmpty();
				assertThat(held.isHeld()).isTrue();
				await().until(() -> !store.exists("x/a/b/c"));
				store.deleteTree("x");
			}
			await().untilAsserted(() -> assertThat(nodes()).allMatch(ZooKeeperSessionTests::isFixed));
		}
	}

	private static boolean isFixed(String path) {
		return path.startsWith("/.kvstore/guard")
				|| List.of("/.kvstore", "/.kvstore/locks", "/.kvstore/ttl", "/.kvstore/stores").contains(path);
	}

	private static void record(WatchEvent event, List<WatchEvent> events, Map<String, String> view) {
		events.add(event);
		if (event instanceof WatchEvent.Put put) {
			view.put(put.keyValue().key().substring("expiry/".length()), put.keyValue().asString());
		}
		else if (event instanceof WatchEvent.Deleted deleted) {
			view.remove(deleted.key().substring("expiry/".length()));
		}
	}

	private static long sessionOf(Store store) {
		return ((ZooKeeperStore) store).client().map(ZooKeeper::getSessionId).orElse(0L);
	}

	private static List<String> nodes() throws Exception {
		try (ZooKeeper client = new ZooKeeper(server.endpoint(), 10_000, null)) {
			List<String> paths = new ArrayList<>();
			collect(client, "/", paths);
			return paths.stream().sorted().toList();
		}
	}

	private static void collect(ZooKeeper client, String path, List<String> paths) throws Exception {
		for (String name : client.getChildren(path, false)) {
			String child = Layout.child(path, name);
			if (!child.equals("/zookeeper")) {
				paths.add(child);
				collect(client, child, paths);
			}
		}
	}

	private static Store open(String endpoint) {
		return ZooKeeperStores.open(List.of(endpoint), Duration.ofSeconds(5), SESSION);
	}

	private static byte[] text(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	private static ConditionFactory await() {
		return Awaitility.await().ignoreExceptions().pollInterval(Duration.ofMillis(20)).atMost(Duration.ofSeconds(20));
	}

}
