package dev.kvstore.observation;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.kvstore.api.LockHandle;
import dev.kvstore.api.LockHolder;
import dev.kvstore.api.LockLostException;
import dev.kvstore.api.Store;
import dev.kvstore.api.StoreActivity.OpenWatch;
import dev.kvstore.api.StoreActivity.OwnedLock;
import dev.kvstore.api.StoreLock;
import dev.kvstore.api.Watch;
import dev.kvstore.connection.StoreFactories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link ActivityTracker}.
 */
class ActivityTrackerTests {

	private final ActivityTracker tracker = new ActivityTracker();

	private final Path file;

	private final Store store;

	ActivityTrackerTests(@TempDir Path directory) {
		this.file = directory.resolve("store.db");
		this.store = open();
	}

	@AfterEach
	void close() {
		this.store.close();
	}

	@Test
	void watchesAreToldInTheOrderInWhichTheyWereOpened() {
		this.store.watch("/b/c/", (event) -> {
		});
		this.store.watchTree("a", (event) -> {
		});
		this.store.watchTree("", (event) -> {
		});
		this.store.watchTree("/", (event) -> {
		});
		assertThat(this.tracker.watches()).extracting(OpenWatch::path).containsExactly("b/c", "a", "", "");
		assertThat(this.tracker.watches()).extracting(OpenWatch::directory).containsExactly(false, true, true, true);
	}

	@Test
	void aWatchIsToldToFollowTheStoreSinceItsFirstStateWasThere() {
		Instant before = Clock.systemUTC().instant();
		Watch watch = this.store.watch("a", (event) -> {
		});
		await().until(watch::isSynced);
		Instant after = Clock.systemUTC().instant();
		assertThat(this.tracker.watches()).singleElement().satisfies((told) -> {
			assertThat(told.synced()).isTrue();
			assertThat(told.since()).isBetween(before, after);
			assertThat(told.lastContact()).isAfterOrEqualTo(before);
		});
	}

	@Test
	void aWatchWhoseListenerDidNotGetItsStateYetIsToldNotToFollowTheStore() {
		CountDownLatch gate = new CountDownLatch(1);
		this.store.put("a", new byte[0]);
		Instant before = Clock.systemUTC().instant();
		try (Watch watch = this.store.watch("a", (event) -> pass(gate))) {
			Instant opened = Clock.systemUTC().instant();
			assertThat(this.tracker.watches()).singleElement().satisfies((told) -> {
				assertThat(told.synced()).isFalse();
				assertThat(told.since()).isBetween(before, opened);
			});
			gate.countDown();
			await().until(watch::isSynced);
			assertThat(this.tracker.watches()).singleElement().matches(OpenWatch::synced);
		}
	}

	@Test
	void aClosedWatchLeavesAtOnceWhileItsListenerRuns() throws InterruptedException {
		CountDownLatch gate = new CountDownLatch(1);
		Watch watch = this.store.watch("a", (event) -> pass(gate));
		Thread closing = new Thread(watch::close);
		closing.start();
		await().until(() -> this.tracker.watches().isEmpty());
		gate.countDown();
		closing.join();
		assertThat(this.tracker.size()).isZero();
	}

	@Test
	void locksAreToldInTheOrderInWhichTheyWereTaken() throws InterruptedException {
		Instant before = Clock.systemUTC().instant();
		LockHandle first = this.store.newLock("/b/").lock();
		LockHandle second = this.store.newLock("a").tryLock().orElseThrow();
		LockHandle third = this.store.newLock("c").tryLock(Duration.ofSeconds(1)).orElseThrow();
		List<OwnedLock> locks = this.tracker.locks();
		assertThat(locks).extracting(OwnedLock::key).containsExactly("b", "a", "c");
		assertThat(locks).extracting(OwnedLock::fencingToken)
			.containsExactly(first.fencingToken(), second.fencingToken(), third.fencingToken());
		assertThat(locks).allSatisfy((lock) -> assertThat(lock.since()).isBetween(before, Clock.systemUTC().instant()));
	}

	@Test
	void aLockThatIsHeldBySomebodyElseIsNotTold() {
		try (Store other = StoreFactories.create("mapdb", this.file.toString());
				LockHandle handle = other.newLock("a").tryLock().orElseThrow()) {
			assertThat(this.store.newLock("a").tryLock()).isEmpty();
			assertThat(this.tracker.locks()).isEmpty();
			assertThat(handle.isHeld()).isTrue();
		}
	}

	@Test
	void releasedLocksLeaveAtOnce() throws InterruptedException {
		StoreLock lock = this.store.newLock("a");
		LockHandle unlocked = lock.lock();
		unlocked.unlock();
		assertThat(this.tracker.locks()).isEmpty();
		LockHandle closed = lock.lock();
		closed.close();
		assertThat(this.tracker.locks()).isEmpty();
		assertThat(this.tracker.size()).isZero();
	}

	@Test
	void aLostLockLeavesAtOnceAndIsNotKeptForAHandleThatNobodyCloses() throws InterruptedException {
		StoreLock lock = this.store.newLock("a");
		LockHandle handle = lock.lock();
		assertThat(lock.forceRelease(lock.holder().orElseThrow())).isTrue();
		assertThat(this.tracker.locks()).isEmpty();
		await().until(() -> this.tracker.size() == 0);
		assertThatExceptionOfType(LockLostException.class).isThrownBy(handle::unlock);
	}

	@Test
	void onlyTheStoreThatClosesTakesItsWatchesAndLocksAlong() {
		Store other = open();
		take(other, "a");
		take(this.store, "b");
		assertThat(this.tracker.size()).isEqualTo(4);
		other.close();
		assertThat(this.tracker.size()).isEqualTo(2);
		assertThat(this.tracker.watches()).extracting(OpenWatch::path).containsExactly("b");
		assertThat(this.tracker.locks()).extracting(OwnedLock::key).containsExactly("b");
	}

	@Test
	void theHolderOfALockIsTheOneThatIsTold() throws InterruptedException {
		StoreLock lock = this.store.newLock("a");
		lock.lock();
		LockHolder holder = lock.holder().orElseThrow();
		assertThat(this.tracker.locks()).singleElement()
			.satisfies((told) -> assertThat(told.fencingToken()).isEqualTo(holder.fencingToken()));
	}

	private Store open() {
		return this.tracker.track(StoreFactories.create("mapdb", this.file.toString()));
	}

	private static void take(Store store, String key) {
		store.watch(key, (event) -> {
		});
		assertThat(store.newLock(key).tryLock()).isPresent();
	}

	private static void pass(CountDownLatch gate) {
		try {
			gate.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
