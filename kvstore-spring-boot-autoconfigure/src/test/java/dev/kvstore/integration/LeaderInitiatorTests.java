package dev.kvstore.integration;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.integration.leader.Context;
import org.springframework.integration.leader.DefaultCandidate;
import org.springframework.integration.support.leader.LockRegistryLeaderInitiator;

import dev.kvstore.api.LockOptions;
import dev.kvstore.api.Store;
import dev.kvstore.api.StoreLock;
import dev.kvstore.connection.StoreFactories;

/**
 * Spring Integration's leader election on a {@link StoreLockRegistry}.
 */
class LeaderInitiatorTests {

	@Test
	void aLeaderWhoseLockIsDestroyedIsRevokedAndGrantedAgain(@TempDir Path directory) {
		AtomicInteger granted = new AtomicInteger();
		AtomicInteger revoked = new AtomicInteger();
		try (Store store = StoreFactories.create("mapdb", directory.resolve("test.db").toString())) {
			StoreLockRegistry registry = new StoreLockRegistry(store, "locks", LockOptions.defaults());
			LockRegistryLeaderInitiator initiator = new LockRegistryLeaderInitiator(registry,
					new DefaultCandidate("id", "role") {

						@Override
						public void onGranted(Context context) {
							granted.incrementAndGet();
						}

						@Override
						public void onRevoked(Context context) {
							revoked.incrementAndGet();
						}

					});
			initiator.setHeartBeatMillis(20);
			initiator.setBusyWaitMillis(20);
			initiator.start();
			await(() -> granted.get() == 1 && revoked.get() == 0);
			StoreLock operator = store.newLock("locks/role");
			operator.forceRelease(operator.holder().orElseThrow());
			await(() -> granted.get() == 2 && revoked.get() == 1);
			initiator.stop();
			await(() -> revoked.get() == 2 && operator.holder().isEmpty() && registry.size() == 0);
		}
	}

	private static void await(Callable<Boolean> condition) {
		Awaitility.await().pollInterval(Duration.ofMillis(10)).atMost(Duration.ofSeconds(30)).until(condition);
	}

}
