package dev.kvstore.backend.zookeeper;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;

import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import dev.kvstore.api.Store;
import dev.kvstore.api.StoreAccessDeniedException;
import dev.kvstore.api.StoreException;
import dev.kvstore.api.StoreUnavailableException;
import dev.kvstore.api.Watch;
import dev.kvstore.api.WatchEvent;
import dev.kvstore.backend.Credentials;
import dev.kvstore.backend.Endpoint;
import dev.kvstore.backend.ReadConsistency;
import dev.kvstore.server.TcpProxy;
import dev.kvstore.server.ZooKeeperServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What a user sees of servers that refuse a whole session or a watch.
 */
@SuppressWarnings("try")
class ZooKeeperRefusalTests {

	private static final Credentials ALICE = new Credentials("alice", "s3cret-of-alice");

	private static final String WITHOUT_DIGEST = "DigestAuthenticationProvider.enabled=false";

	@Test
	void aServerThatTakesNoPasswordsDeniesAccess() {
		try (ZooKeeperServer server = ZooKeeperServer.create(WITHOUT_DIGEST)) {
			server.start();
			try (Store store = open(server.endpoints(), ALICE)) {
				assertDenied(store);
				assertDenied(store);
			}
		}
	}

	@Test
	void aStoreThatWasDeniedRecoversWhenItIsLetIn() {
		refuseAtFirst((store, letIn) -> {
			Awaitility.await().ignoreExceptions().untilAsserted(() -> assertDenied(store));
			letIn.run();
			Awaitility.await()
				.ignoreExceptions()
				.untilAsserted(() -> assertThat(store.put("a", new byte[1]).version()).isPositive());
			assertThat(store.newLock("a").tryLock()).isPresent();
		});
	}

	private static void assertDenied(Store store) {
		for (Runnable call : List.<Runnable>of(() -> store.get("a"), () -> store.put("a", new byte[1]),
				() -> store.list(""), () -> store.delete("a"), store::status, () -> store.newLock("a").tryLock())) {
			assertThatExceptionOfType(StoreAccessDeniedException.class).isThrownBy(call::run)
				.satisfies((ex) -> assertThat(ex.toString()).doesNotContain("s3cret"));
		}
	}

	@Test
	void whoWatchesIsToldThatAccessIsDenied() {
		List<WatchEvent> events = new CopyOnWriteArrayList<>();
		refuseAtFirst((store, letIn) -> {
			Watch watch = store.watchTree("w", events::add);
			Awaitility.await().until(() -> events.stream().anyMatch(ZooKeeperRefusalTests::isDenial));
			assertThat(events).allMatch(ZooKeeperRefusalTests::isDenial);
			letIn.run();
			Awaitility.await().until(watch::isSynced);
		});
	}

	private static void refuseAtFirst(BiConsumer<Store, Runnable> test) {
		try (ZooKeeperServer refusing = ZooKeeperServer.create(WITHOUT_DIGEST);
				ZooKeeperServer accepting = ZooKeeperServer.create()) {
			refusing.start();
			accepting.start();
			try (TcpProxy first = TcpProxy.to(refusing.endpoint());
					TcpProxy second = TcpProxy.to(accepting.endpoint());
					Store store = open(List.of(first.endpoint(), second.endpoint()), ALICE)) {
				second.cut();
				test.accept(store, () -> {
					first.cut();
					second.restore();
				});
			}
		}
	}

	private static boolean isDenial(WatchEvent event) {
		return event instanceof WatchEvent.Interrupted interrupted
				&& interrupted.cause() instanceof StoreAccessDeniedException;
	}

	@Test
	void aWatchThatTheServerRefusesIsInterruptedAndNeverSynced() {
		String withoutTrees = "watchManagerName=org.apache.zookeeper.server.watch.WatchManagerOptimized";
		try (ZooKeeperServer server = ZooKeeperServer.create(withoutTrees)) {
			server.start();
			List<WatchEvent> events = new CopyOnWriteArrayList<>();
			try (Store store = open(server.endpoints(), null)) {
				store.put("w/a", new byte[1]);
				try (Watch watch = store.watchTree("w", events::add)) {
					Awaitility.await().until(() -> events.stream().anyMatch(WatchEvent.Interrupted.class::isInstance));
					assertThat(watch.isSynced()).isFalse();
					assertThat(events).hasOnlyElementsOfType(WatchEvent.Interrupted.class);
					StoreException cause = ((WatchEvent.Interrupted) events.get(0)).cause();
					assertThat(cause).isInstanceOf(StoreUnavailableException.class);
				}
			}
		}
	}

	private static Store open(List<String> endpoints, @Nullable Credentials credentials) {
		List<Endpoint> parsed = endpoints.stream().map((text) -> Endpoint.parse(text, false)).toList();
		return ZooKeeperStore.open(new ZooKeeperSettings(parsed, "", Duration.ofSeconds(2), Duration.ofSeconds(5),
				Duration.ofSeconds(10), ReadConsistency.STRONG, credentials, null));
	}

}
