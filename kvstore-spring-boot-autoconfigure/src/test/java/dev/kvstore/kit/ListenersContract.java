package dev.kvstore.kit;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

import dev.kvstore.api.KeyValue;
import dev.kvstore.api.LockHandle;
import dev.kvstore.api.PutOptions;
import dev.kvstore.api.Store;
import dev.kvstore.api.Watch;
import dev.kvstore.api.WatchEvent;

import static org.assertj.core.api.Assertions.assertThat;

@ResourceLock(StoreContract.THREADS)
abstract class ListenersContract extends StoreContract {

	private static final int MANY = 200;

	ListenersContract(StoreCompatibilityKit kit) {
		super(kit);
	}

	@Test
	void aThrowingListenerGetsEveryLaterEvent() {
		RecordingListener throwing = new RecordingListener((event) -> {
			if (event instanceof WatchEvent.Synced) {
				throw new AssertionError("thrown by a test");
			}
			throw new IllegalStateException("thrown by a test");
		});
		put("a", "0");
		try (Watch watch = this.store.watch(key("a"), throwing)) {
			for (int i = 1; i < 4; i++) {
				KeyValue put = put("a", "" + i);
				await().until(() -> throwing.has(new WatchEvent.Put(put)));
			}
			assertThat(watch.isActive() && watch.isSynced()).isTrue();
		}
	}

	@Test
	void aListenerThatIsLeftInterruptedCanUseTheStoreForItsNextEvent() {
		List<Boolean> present = new CopyOnWriteArrayList<>();
		KeyValue put = put("a", "1");
		try (Watch watch = this.store.watch(key("a"), (event) -> {
			boolean interrupted = Thread.currentThread().isInterrupted();
			present.add(this.store.exists(put.key()) && !interrupted);
			Thread.currentThread().interrupt();
		})) {
			await().until(() -> watch.isSynced() && present.size() == 2);
		}
		assertThat(present).containsOnly(true);
	}

	@Test
	void aBlockedListenerDelaysNobodyElse() {
		RecordingListener free = new RecordingListener();
		try (Gate gate = new Gate();
				Watch blocked = this.store.watchTree(this.root, (event) -> gate.pass());
				Watch second = this.store.watchTree(this.root, free);
				Watch third = this.store.watch(key("a"), (event) -> gate.pass())) {
			gate.awaitArrival();
			KeyValue put = put("a", "1");
			await().until(() -> free.has(new WatchEvent.Put(put)));
			this.store.delete(key("a"));
			await().until(() -> free.view().isEmpty());
			assertThat(List.of(blocked.isActive(), second.isSynced(), third.isActive())).containsOnly(true);
			gate.open();
		}
	}

	@Test
	void manyBlockedListenersStopNeitherWatchesNorExpiryNorLocks() throws Exception {
		RecordingListener free = new RecordingListener();
		try (Gate gate = new Gate()) {
			List<Watch> blocked = Stream.generate(() -> this.store.watchTree(this.root, (event) -> gate.pass()))
				.limit(50)
				.toList();
			Watch watch = this.store.watchTree(this.root, free);
			await().until(watch::isSynced);
			Duration ttl = Duration.ofMillis(500);
			Lifetime lifetime = Lifetime.begin(key("a"), ttl,
					() -> this.store.put(key("a"), bytes("1"), PutOptions.ttl(ttl)));
			LockHandle handle = this.store.newLock(key("a")).lock();
			Attempt<LockHandle> waiter = Attempt.start(open().newLock(key("a"))::lock);
			handle.unlock();
			assertThat(waiter.answer().isHeld()).isTrue();
			await().until(() -> free.hasDeleted(key("a")));
			Lifetime.watch(List.of(lifetime), this.store);
			lifetime.assertWithin(Duration.ofSeconds(2));
			assertThat(blocked).allMatch(Watch::isActive);
		}
	}

	@Test
	void aListenerIsCalledByOneThreadAtATime() throws Exception {
		List<Store> stores = open(3);
		RecordingListener listener = new RecordingListener((event) -> LockSupport.parkNanos(100_000));
		try (Watch watch = this.store.watchTree(this.root, listener)) {
			Rivals.race(6, (number) -> {
				for (int i = 0; i < 50; i++) {
					stores.get(number % 3).put(key(number + "/" + i), bytes("1"));
				}
				return null;
			});
			await().until(() -> listener.view().size() == 300);
			assertThat(watch.isActive()).isTrue();
			assertThat(listener.violations()).isEmpty();
		}
	}

	@Test
	void aListenerRunsOnNoThreadOfTheCaller() {
		List<Thread> threads = new ArrayList<>();
		try (Gate gate = new Gate(); Watch watch = this.store.watch(key("a"), (event) -> {
			threads.add(Thread.currentThread());
			gate.pass();
		})) {
			put("a", "1");
			gate.awaitArrival();
			assertThat(watch.isActive()).isTrue();
			assertThat(threads).doesNotContain(Thread.currentThread());
			gate.open();
		}
	}

	@Test
	void aListenerMayUseTheStore() {
		AtomicReference<List<KeyValue>> listed = new AtomicReference<>(List.of());
		RecordingListener listener = new RecordingListener((event) -> {
			if (event instanceof WatchEvent.Put put) {
				this.store.put(key("copy"), put.keyValue().value());
				this.store.newLock(key("lock")).tryLock().orElseThrow().unlock();
				listed.set(this.store.list(this.root));
			}
		});
		try (Watch watch = this.store.watch(key("a"), listener)) {
			put("a", "1");
			await().until(() -> listed.get().size() == 2);
			assertThat(watch.isActive()).isTrue();
			assertThat(this.store.get(key("copy"))).map(KeyValue::asString).contains("1");
		}
	}

	@Test
	void atMostOneEventOfAKeyWaitsForABlockedListener() throws Exception {
		List<Store> stores = open(4);
		CountDownLatch synced = new CountDownLatch(1);
		try (Gate gate = new Gate()) {
			RecordingListener listener = new RecordingListener((event) -> {
				synced.countDown();
				gate.pass();
			});
			try (Watch watch = this.store.watch(key("a"), listener)) {
				assertThat(synced.await(30, TimeUnit.SECONDS)).isTrue();
				Rivals.race(16,
						(number) -> IntStream.range(0, 625)
							.mapToObj((i) -> stores.get(number % 4).put(key("a"), bytes("" + i)).version())
							.toList());
				KeyValue last = put("a", "last");
				gate.open();
				await().until(() -> listener.has(new WatchEvent.Put(last)));
				assertThat(watch.isSynced()).isTrue();
				assertThat(listener.events()).hasSizeLessThan(50);
			}
		}
	}

	@Test
	void manyWatchesWorkWithoutAThreadEach() {
		put("first", "1");
		int before = threads();
		List<RecordingListener> listeners = Stream.generate(RecordingListener::new).limit(MANY).toList();
		List<Watch> watches = new ArrayList<>();
		for (int i = 0; i < MANY; i++) {
			watches.add(this.store.watchTree(key("d" + i), listeners.get(i)));
		}
		await().until(() -> watches.stream().allMatch(Watch::isSynced));
		await().until(() -> threads() < before + 120);
		for (int i = 0; i < MANY; i++) {
			put("d" + i + "/a", "1");
		}
		await().until(() -> listeners.stream().allMatch((listener) -> listener.view().size() == 1));
		watches.forEach(Watch::close);
		await().atMost(Duration.ofMinutes(1)).until(() -> threads() < before + 20);
	}

	private static int threads() {
		return ManagementFactory.getThreadMXBean().getThreadCount();
	}

}
