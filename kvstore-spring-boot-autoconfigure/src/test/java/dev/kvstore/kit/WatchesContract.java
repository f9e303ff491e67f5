package dev.kvstore.kit;

import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import dev.kvstore.api.KeyValue;
import dev.kvstore.api.LockHandle;
import dev.kvstore.api.Store;
import dev.kvstore.api.Watch;
import dev.kvstore.api.WatchEvent;

import static org.assertj.core.api.Assertions.assertThat;

abstract class WatchesContract extends StoreContract {

	private static final WatchEvent SYNCED = new WatchEvent.Synced();

	WatchesContract(StoreCompatibilityKit kit) {
		super(kit);
	}

	@Test
	void thePresentStateComesFirstThenSynced() {
		KeyValue a = put("a", "1");
		KeyValue b = put("b/c", "2");
		RecordingListener one = new RecordingListener();
		RecordingListener tree = new RecordingListener();
		try (Watch watch = this.store.watch(a.key(), one); Watch watchTree = this.store.watchTree(this.root, tree)) {
			await().until(() -> watch.isSynced() && watchTree.isSynced() && one.isSynced() && tree.isSynced());
			assertThat(one.events()).containsExactly(new WatchEvent.Put(a), SYNCED);
			assertThat(tree.events()).containsExactlyInAnyOrder(new WatchEvent.Put(a), new WatchEvent.Put(b), SYNCED)
				.endsWith(SYNCED);
		}
	}

	@Test
	void syncedCoversEveryPresentKeyWhileRivalsWrite() throws Exception {
		List<Store> stores = open(3);
		IntStream.range(0, 50).forEach((i) -> put("k" + i, "present"));
		List<RecordingListener> listeners = Stream.generate(RecordingListener::new).limit(10).toList();
		Rivals.race(6, (number) -> {
			for (int i = 0; i < 50; i++) {
				stores.get(number % 3).put(key("k" + i), bytes("" + number));
				if (number == 0 && i % 5 == 0) {
					this.store.watchTree(this.root, listeners.get(i / 5));
				}
			}
			return null;
		});
		List<KeyValue> state = this.store.list(this.root);
		assertThat(listeners).allSatisfy((listener) -> {
			await().until(() -> listener.isSynced() && listener.view().equals(state));
			assertThat(listener.events()).containsOnlyOnce(SYNCED);
			List<WatchEvent> first = listener.events().subList(0, listener.events().indexOf(SYNCED));
			assertThat(first).extracting((event) -> ((WatchEvent.Put) event).keyValue().key()).containsAll(keys(state));
			assertThat(listener.violations()).isEmpty();
		});
	}

	@Test
	void noWriteIsMissedWhileAWatchBegins() throws Exception {
		List<Store> stores = open(3);
		List<RecordingListener> listeners = new CopyOnWriteArrayList<>();
		Rivals.race(8, (number) -> {
			for (int i = 0; i < 30; i++) {
				Store own = stores.get(number % 3);
				if (number < 2) {
					RecordingListener listener = new RecordingListener();
					listeners.add(listener);
					own.watchTree(this.root, listener);
				}
				own.put(key(number + "/" + i), bytes("once"));
			}
			return null;
		});
		List<KeyValue> state = this.store.list(this.root);
		assertThat(state).hasSize(240);
		await().until(() -> listeners.stream().allMatch((listener) -> listener.view().equals(state)));
		assertThat(listeners).hasSize(60).allMatch((listener) -> listener.violations().isEmpty());
	}

	@Test
	void thenComesEveryChangeWithItsVersion() {
		RecordingListener listener = new RecordingListener();
		try (Watch watch = this.store.watch(key("a"), listener)) {
			await().until(watch::isSynced);
			KeyValue created = awaitPut(listener, put("a", "1"));
			KeyValue changed = awaitPut(listener, put("a", "2"));
			this.store.delete(key("a"));
			await().until(() -> listener.hasDeleted(key("a")));
			KeyValue recreated = awaitPut(listener, put("a", "1"));
			assertThat(listener.events()).hasSize(5)
				.startsWith(SYNCED, new WatchEvent.Put(created), new WatchEvent.Put(changed))
				.endsWith(new WatchEvent.Put(recreated));
			assertThat(listener.violations()).isEmpty();
		}
	}

	@Test
	void aMissingKeyIsSyncedAtOnceAndSeenWhenItComes() {
		RecordingListener one = new RecordingListener();
		RecordingListener tree = new RecordingListener();
		try (Watch watch = this.store.watch(key("a/b"), one); Watch watchTree = this.store.watchTree(key("a"), tree)) {
			await().until(() -> watch.isSynced() && watchTree.isSynced() && one.isSynced() && tree.isSynced());
			assertThat(one.events()).containsExactly(SYNCED);
			assertThat(tree.events()).containsExactly(SYNCED);
			KeyValue put = put("a/b", "1");
			awaitPut(one, put);
			awaitPut(tree, put);
		}
	}

	@Test
	void aDeleteDoesNotEndTheWatch() {
		RecordingListener one = new RecordingListener();
		RecordingListener tree = new RecordingListener();
		try (Watch watch = this.store.watch(key("a"), one); Watch watchTree = this.store.watchTree(this.root, tree)) {
			for (int life = 0; life < 5; life++) {
				KeyValue put = put("a", "1");
				awaitPut(one, put);
				awaitPut(tree, put);
				this.store.deleteTree(this.root);
				await().until(() -> one.view().isEmpty() && tree.view().isEmpty());
			}
			assertThat(List.of(watch.isActive(), watchTree.isActive())).containsOnly(true);
			assertThat(one.violations()).isEmpty();
			assertThat(tree.violations()).isEmpty();
		}
	}

	@Test
	void aWatchOfAKeySeesNeitherChildrenNorNeighbours() {
		RecordingListener listener = new RecordingListener();
		try (Watch watch = this.store.watch(key("a"), listener)) {
			await().until(watch::isSynced);
			List.of("a/b", "a0", "aa", "a-", "b").forEach((name) -> put(name, "1"));
			KeyValue put = awaitPut(listener, put("a", "1"));
			this.store.deleteTree(key("a"));
			this.store.delete(key("aa"));
			KeyValue last = awaitPut(listener, put("a", "2"));
			assertThat(listener.events()).containsExactly(SYNCED, new WatchEvent.Put(put), new WatchEvent.Put(last));
		}
	}

	@Test
	void aWatchOfADirectorySeesNeitherItsOwnKeyNorNeighbours() {
		RecordingListener listener = new RecordingListener();
		try (Watch watch = this.store.watchTree(key("app"), listener)) {
			await().until(watch::isSynced);
			List.of("app", "app2/x", "app-/x", "appx", "b/app/x").forEach((name) -> put(name, "1"));
			KeyValue put = awaitPut(listener, put("app/x/y", "1"));
			this.store.delete(key("app"));
			this.store.deleteTree(key("app2"));
			KeyValue last = awaitPut(listener, put("app/x/y", "2"));
			assertThat(listener.events()).containsExactly(SYNCED, new WatchEvent.Put(put), new WatchEvent.Put(last));
		}
	}

	@Test
	void everyKindOfWriteOfAnyStoreIsSeen() {
		Store other = open();
		RecordingListener listener = new RecordingListener();
		try (Watch watch = this.store.watchTree(this.root, listener)) {
			await().until(watch::isSynced);
			KeyValue created = awaitPut(listener, other.atomicPut(key("a"), bytes("1"), null).orElseThrow());
			KeyValue replaced = awaitPut(listener, other.atomicPut(key("a"), bytes("2"), created).orElseThrow());
			assertThat(other.atomicDelete(key("a"), replaced)).isTrue();
			await().until(() -> listener.view().isEmpty());
			long version = other.transaction().put(key("b/c"), bytes("3")).commit().orElseThrow();
			awaitPut(listener, new KeyValue(key("b/c"), bytes("3"), version));
			other.transaction().delete(key("b/c")).put(key("d"), bytes("4")).commit();
			await().until(() -> keys(listener.view()).equals(List.of(key("d"))));
			assertThat(other.deleteTree(this.root)).isEqualTo(1);
			await().until(() -> listener.view().isEmpty());
			assertThat(listener.violations()).isEmpty();
		}
	}

	@Test
	void whatWasNotDeliveredIsNotDeleted() {
		try (Gate gate = new Gate()) {
			RecordingListener listener = new RecordingListener((event) -> gate.pass());
			try (Watch watch = this.store.watchTree(this.root, listener)) {
				gate.awaitArrival();
				for (int i = 0; i < 20; i++) {
					this.store.delete(put("a", "1").key());
				}
				KeyValue last = put("b", "1");
				gate.open();
				awaitPut(listener, last);
				await().until(() -> listener.view().equals(List.of(last)));
				assertThat(watch.isActive()).isTrue();
				assertThat(listener.violations()).isEmpty();
			}
		}
	}

	@Test
	void theLastStateReachesASlowListenerWhileRivalsWrite() throws Exception {
		List<Store> stores = open(3);
		RecordingListener slow = new RecordingListener(
				(event) -> LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5)));
		RecordingListener late = new RecordingListener();
		try (Watch watch = stores.get(0).watchTree(this.root, slow)) {
			Attempt<Watch> second = Attempt.start(() -> stores.get(1).watchTree(this.root, late));
			Rivals.race(6, (number) -> writeAtRandom(stores.get(number % 3), new Random(number)));
			try (Watch lateWatch = second.answer()) {
				List<KeyValue> state = this.store.list(this.root);
				await().until(() -> slow.view().equals(state) && late.view().equals(state));
				assertThat(watch.isSynced() && lateWatch.isSynced()).isTrue();
			}
		}
		assertThat(slow.violations()).isEmpty();
		assertThat(late.violations()).isEmpty();
	}

	@Test
	void lockRecordsAreNotShown() throws InterruptedException {
		RecordingListener listener = new RecordingListener();
		try (Watch watch = this.store.watchTree("", listener)) {
			await().until(watch::isSynced);
			try (LockHandle handle = this.store.newLock(key("a")).lock()) {
				assertThat(handle.isHeld()).isTrue();
				assertThat(keys(this.store.list(""))).noneMatch((key) -> key.contains(key("a")))
					.noneMatch((key) -> key.startsWith(".kvstore"));
			}
			awaitPut(listener, put("b", "1"));
			assertThat(keys(listener.view())).noneMatch((key) -> key.startsWith(".kvstore"));
			assertThat(listener.hasPut(key("a"))).isFalse();
		}
	}

	@Test
	void aWatchIsSyncedOnceSyncedIsReached() {
		put("a", "1");
		try (Gate gate = new Gate()) {
			Watch watch = this.store.watch(key("a"), (event) -> gate.pass());
			gate.awaitArrival();
			assertThat(watch.isActive()).isTrue();
			assertThat(watch.isSynced()).isFalse();
			gate.open();
			await().until(watch::isSynced);
			watch.close();
			assertThat(watch.isActive()).isFalse();
		}
	}

	@Test
	void lastContactTellsWhenTheBackendWasHeardOf() {
		Instant before = Instant.now().minusSeconds(1);
		RecordingListener listener = new RecordingListener();
		try (Watch watch = this.store.watch(key("a"), listener)) {
			await().until(watch::isSynced);
			Instant first = watch.lastContact();
			assertThat(first).isBetween(before, Instant.now().plusSeconds(1));
			awaitPut(listener, put("a", "1"));
			assertThat(watch.lastContact()).isBetween(first, Instant.now().plusSeconds(1));
		}
	}

	private static KeyValue awaitPut(RecordingListener listener, KeyValue put) {
		await().until(() -> listener.has(new WatchEvent.Put(put)));
		return put;
	}

	private Void writeAtRandom(Store own, Random random) {
		for (int i = 0; i < 50; i++) {
			String key = key("k" + random.nextInt(4));
			if (random.nextInt(3) == 0) {
				own.delete(key);
			}
			else {
				own.put(key, bytes("" + i));
			}
		}
		return null;
	}

}
