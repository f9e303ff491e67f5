package dev.kvstore.observation;

import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.kvstore.api.LockHandle;
import dev.kvstore.api.Store;
import dev.kvstore.api.StoreLock;
import dev.kvstore.api.Watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What is told of watches and locks, on every backend.
 */
abstract class MetersContract {

	static final byte[] VALUE = { 1, 2, 3 };

	final Observed observed;

	final String directory = "observed/" + UUID.randomUUID();

	private @Nullable Store store;

	MetersContract(String backend) {
		this.observed = new Observed(backend);
	}

	abstract Store open();

	final Store store() {
		Store opened = (this.store != null) ? this.store : this.observed.store(open());
		this.store = opened;
		return opened;
	}

	final String key(String name) {
		return this.directory + "/" + name;
	}

	@AfterEach
	void close() {
		store().close();
	}

	@Test
	void metersAreThereBeforeAnythingHappens() {
		assertThat(this.observed.gauge("kvstore.watches", "state", "synced")).isZero();
		assertThat(this.observed.gauge("kvstore.watch.lag")).isZero();
		assertThat(this.observed.counter("kvstore.watch.interruptions")).isZero();
		assertThat(this.observed.timer("kvstore.lock.hold", "end", "lost").count()).isZero();
		assertThat(this.observed.timer("kvstore.lock.wait", "outcome", "busy").count()).isZero();
	}

	@Test
	void eventsOfWatchesAreCounted() {
		Watch watch = store().watchTree(this.directory, (event) -> {
		});
		await().until(() -> this.observed.gauge("kvstore.watches", "state", "synced") == 1);
		store().put(key("a"), VALUE);
		await().until(() -> this.observed.counter("kvstore.watch.events", "type", "put") == 1);
		store().put(key("a"), VALUE);
		await().until(() -> this.observed.counter("kvstore.watch.events", "type", "put") == 2);
		store().delete(key("a"));
		await().until(() -> this.observed.counter("kvstore.watch.events", "type", "deleted") == 1);
		assertThat(this.observed.gauge("kvstore.watches", "state", "unsynced")).isZero();
		watch.close();
		assertThat(this.observed.gauge("kvstore.watches", "state", "synced")).isZero();
	}

	@Test
	void eventsThatWaitForASlowListenerArePending() {
		CountDownLatch gate = new CountDownLatch(1);
		store().watchTree(this.directory, (event) -> pass(gate));
		await().until(() -> this.observed.gauge("kvstore.watches", "state", "synced") == 1);
		store().put(key("a"), VALUE);
		store().put(key("b"), VALUE);
		await().until(() -> this.observed.gauge("kvstore.watch.pending") == 2);
		store().put(key("a"), VALUE);
		store().put(key("c"), VALUE);
		await().until(() -> this.observed.gauge("kvstore.watch.pending") == 3);
		gate.countDown();
		await().until(() -> this.observed.gauge("kvstore.watch.pending") == 0);
	}

	@Test
	void locksAreTimed() throws InterruptedException {
		StoreLock lock = store().newLock(key("a"));
		LockHandle handle = lock.lock();
		long start = System.nanoTime();
		assertThat(this.observed.gauge("kvstore.locks")).isOne();
		assertThat(lock.tryLock()).isEmpty();
		long held = System.nanoTime() - start;
		handle.unlock();
		handle.close();
		assertThat(this.observed.gauge("kvstore.locks")).isZero();
		assertThat(this.observed.timer("kvstore.lock.wait", "outcome", "success").count()).isOne();
		assertThat(this.observed.timer("kvstore.lock.wait", "outcome", "busy").count()).isOne();
		assertThat(this.observed.timer("kvstore.lock.hold", "end", "released").count()).isOne();
		assertThat(this.observed.timer("kvstore.lock.hold", "end", "released").totalTime(TimeUnit.NANOSECONDS))
			.isGreaterThanOrEqualTo((double) held);
	}

	@Test
	void aLockThatIsLostIsNotReleased() throws InterruptedException {
		StoreLock lock = store().newLock(key("a"));
		try (LockHandle handle = lock.lock()) {
			assertThat(lock.forceRelease(lock.holder().orElseThrow())).isTrue();
			assertThat(handle.fencingToken()).isPositive();
		}
		await().until(() -> this.observed.timer("kvstore.lock.hold", "end", "lost").count() == 1);
		assertThat(this.observed.timer("kvstore.lock.hold", "end", "released").count()).isZero();
		assertThat(this.observed.gauge("kvstore.locks")).isZero();
	}

	@Test
	void locksEndWithTheirStore() throws InterruptedException {
		LockHandle handle = store().newLock(key("a")).lock();
		store().close();
		handle.close();
		assertThat(this.observed.timer("kvstore.lock.hold", "end", "released").count()).isOne();
		assertThat(this.observed.timer("kvstore.lock.hold", "end", "lost").count()).isZero();
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
