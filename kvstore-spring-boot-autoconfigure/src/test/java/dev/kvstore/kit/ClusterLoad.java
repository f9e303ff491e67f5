package dev.kvstore.kit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

import org.assertj.core.api.Assertions;

import dev.kvstore.api.LockHandle;
import dev.kvstore.api.LockOptions;
import dev.kvstore.api.Store;
import dev.kvstore.api.StoreUnavailableException;
import dev.kvstore.api.Watch;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Several stores that count, read, lock and watch at the same time, and what must hold
 * whatever happens to their servers.
 */
final class ClusterLoad implements AutoCloseable {

	private static final Duration LONGEST_CALL = ClusterContract.REQUEST_TIMEOUT.plus(FaultyServerContract.SLACK);

	private static final Duration LOCK_WAIT = Duration.ofSeconds(2);

	private static final LockOptions LOCK = LockOptions.defaults().withTtl(Duration.ofSeconds(3));

	private final AtomicBoolean stopped = new AtomicBoolean();

	private final Queue<String> violations = new ConcurrentLinkedQueue<>();

	private final List<CountedKey> counters;

	private final HolderHistory holders = new HolderHistory(this.violations);

	private final List<AtomicLong> writes = new ArrayList<>();

	private final List<AtomicLong> locks = new ArrayList<>();

	private final List<RecordingListener> listeners = new ArrayList<>();

	private final List<Watch> watches = new ArrayList<>();

	private final List<Attempt<Void>> threads = new ArrayList<>();

	private final String root;

	private ClusterLoad(String root) {
		this.root = root;
		this.counters = List.of(new CountedKey(root + "/a", this.violations),
				new CountedKey(root + "/b", this.violations));
	}

	static ClusterLoad start(List<Store> stores, String root) {
		ClusterLoad load = new ClusterLoad(root);
		stores.forEach(load::start);
		return load;
	}

	private void start(Store store) {
		RecordingListener listener = new RecordingListener();
		this.listeners.add(listener);
		this.watches.add(store.watchTree(this.root, listener));
		AtomicLong written = new AtomicLong();
		AtomicLong locked = new AtomicLong();
		this.writes.add(written);
		this.locks.add(locked);
		for (CountedKey counter : this.counters) {
			repeat(LONGEST_CALL.multipliedBy(2), () -> written.addAndGet(counter.increment(store) ? 1 : 0));
			repeat(LONGEST_CALL, () -> counter.read(store));
		}
		repeat(LONGEST_CALL.multipliedBy(2).plus(LOCK_WAIT), () -> lock(store, locked));
	}

	private void repeat(Duration bound, ThrowingTask task) {
		this.threads.add(Attempt.start(() -> {
			while (!this.stopped.get()) {
				long begun = System.nanoTime();
				runOnce(task);
				Duration duration = Duration.ofNanos(System.nanoTime() - begun);
				if (duration.compareTo(bound) > 0) {
					this.violations.add("took " + duration);
				}
			}
			return null;
		}));
	}

	private void runOnce(ThrowingTask task) throws InterruptedException {
		try {
			task.run();
		}
		catch (StoreUnavailableException ex) {
			Thread.onSpinWait();
		}
		catch (RuntimeException ex) {
			this.violations.add("threw " + ex);
		}
	}

	private void lock(Store store, AtomicLong locked) throws InterruptedException {
		LockHandle handle = store.newLock(this.root + "/lock", LOCK).tryLock(LOCK_WAIT).orElse(null);
		if (handle == null) {
			return;
		}
		try {
			this.holders.entered(handle);
			locked.incrementAndGet();
			store.exists(this.root + "/lock");
		}
		finally {
			this.holders.leaves(handle);
			handle.close();
		}
	}

	/**
	 * Asserts that within 10 s each store writes, takes the lock and follows its watch.
	 */
	void assertEachStoreGoesOn() {
		List<Long> written = this.writes.stream().map(AtomicLong::get).toList();
		List<Long> locked = this.locks.stream().map(AtomicLong::get).toList();
		FaultyServerContract.awaitRecovery().untilAsserted(() -> {
			for (int index = 0; index < written.size(); index++) {
				assertThat(this.writes.get(index).get()).as("writes of store %s", index)
					.isGreaterThan(written.get(index) + 1);
				assertThat(this.locks.get(index).get()).as("locks of store %s", index).isGreaterThan(locked.get(index));
				assertThat(this.watches.get(index).isSynced()).as("watch of store %s is synced", index).isTrue();
			}
		});
	}

	void stop() {
		this.stopped.set(true);
		this.threads.forEach(Attempt::answer);
	}

	void assertConsistent(Store reader) {
		assertThat(this.violations).isEmpty();
		this.counters.forEach((counter) -> counter.assertCounted(reader));
		for (RecordingListener listener : this.listeners) {
			FaultyServerContract.awaitRecovery()
				.untilAsserted(() -> assertThat(listener.view()).isEqualTo(reader.list(this.root)));
			assertThat(listener.violations()).isEmpty();
		}
		assertThat(reader.newLock(this.root + "/lock").holder()).isEmpty();
	}

	@Override
	public void close() {
		this.stopped.set(true);
		this.watches.forEach(Watch::close);
		Assertions.assertThatCode(() -> this.threads.forEach(Attempt::answer)).doesNotThrowAnyException();
	}

	/**
	 * What a thread does again and again.
	 */
	@FunctionalInterface
	private interface ThrowingTask {

		void run() throws InterruptedException;

	}

}
