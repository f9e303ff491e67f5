package dev.kvstore.kit;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.Test;

import dev.kvstore.api.KeyValue;
import dev.kvstore.api.Store;
import dev.kvstore.api.Watch;
import dev.kvstore.api.WatchEvent;

import static org.assertj.core.api.Assertions.assertThat;

abstract class WatchClosingContract extends StoreContract {

	WatchClosingContract(StoreCompatibilityKit kit) {
		super(kit);
	}

	@Test
	void closeInsideTheListenerDoesNotWait() {
		AtomicReference<Watch> watch = new AtomicReference<>();
		AtomicReference<Duration> duration = new AtomicReference<>();
		RecordingListener listener = new RecordingListener((event) -> {
			if (event instanceof WatchEvent.Put) {
				long start = System.nanoTime();
				watch.get().close();
				duration.set(Duration.ofNanos(System.nanoTime() - start));
			}
		});
		watch.set(this.store.watch(key("a"), listener));
		put("a", "1");
		await().until(() -> duration.get() != null);
		assertThat(duration.get()).isLessThan(Duration.ofMillis(900));
		assertThat(watch.get().isActive()).isFalse();
		awaitDeliveryElsewhere("a");
		assertThat(listener.events()).hasSizeLessThanOrEqualTo(2);
	}

	@Test
	void theStoreMayBeClosedInsideAListener() {
		Store closing = open();
		AtomicBoolean closed = new AtomicBoolean();
		try (Watch watch = closing.watch(key("a"), (event) -> {
			closing.close();
			closed.set(true);
		})) {
			await().untilTrue(closed);
			assertThat(watch.isActive()).isFalse();
		}
	}

	@Test
	void closeWaitsForACallThatRuns() throws Exception {
		AtomicBoolean ended = new AtomicBoolean();
		try (Gate gate = new Gate()) {
			Watch watch = this.store.watch(key("a"), (event) -> {
				gate.pass();
				ended.set(true);
			});
			gate.awaitArrival();
			Attempt<Boolean> close = Attempt.start(() -> {
				watch.close();
				return ended.get();
			});
			throughout(Duration.ofMillis(200), close::isPending);
			gate.open();
			assertThat(close.answer()).isTrue();
		}
	}

	@Test
	void closeWaitsNoLongerThanASecond() {
		try (Gate gate = new Gate()) {
			Watch watch = this.store.watch(key("a"), (event) -> gate.pass());
			gate.awaitArrival();
			long start = System.nanoTime();
			watch.close();
			assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
			assertThat(watch.isActive()).isFalse();
		}
	}

	@Test
	void afterCloseNoCallBegins() throws Exception {
		AtomicBoolean stop = new AtomicBoolean();
		Attempt<Void> writer = Attempt.start(() -> {
			while (!stop.get()) {
				put("a", "1");
			}
			return null;
		});
		AtomicInteger late = new AtomicInteger();
		for (int round = 0; round < 30; round++) {
			AtomicBoolean closed = new AtomicBoolean();
			Watch watch = this.store.watch(key("a"), (event) -> late.addAndGet(closed.get() ? 1 : 0));
			await().until(watch::isSynced);
			watch.close();
			closed.set(true);
		}
		stop.set(true);
		writer.answer();
		awaitDeliveryElsewhere("a");
		assertThat(late).hasValue(0);
	}

	@Test
	void closingTheStoreEndsItsWatchesWithoutAnEvent() {
		Store closing = open();
		put("a", "1");
		RecordingListener one = new RecordingListener();
		RecordingListener tree = new RecordingListener();
		List<Watch> watches = List.of(closing.watch(key("a"), one), closing.watchTree(this.root, tree));
		await().until(() -> watches.stream().allMatch(Watch::isSynced) && one.isSynced() && tree.isSynced());
		closing.close();
		assertThat(watches).noneMatch(Watch::isActive);
		awaitDeliveryElsewhere("a");
		assertThat(one.events()).hasSize(2);
		assertThat(tree.events()).hasSize(2);
		watches.forEach(Watch::close);
	}

	@Test
	void aBlockedListenerDoesNotKeepTheStoreFromClosing() {
		Store closing = open();
		try (Gate gate = new Gate(); Watch watch = closing.watch(key("a"), (event) -> gate.pass())) {
			gate.awaitArrival();
			Attempt<Void> close = Attempt.start(() -> {
				closing.close();
				return null;
			});
			await().atMost(Duration.ofSeconds(10)).until(() -> !close.isPending());
			gate.open();
			assertThat(watch.isActive()).isFalse();
		}
	}

	private void awaitDeliveryElsewhere(String name) {
		RecordingListener listener = new RecordingListener();
		try (Watch watch = this.store.watch(key(name), listener)) {
			await().until(watch::isSynced);
			KeyValue put = put(name, "elsewhere");
			await().until(() -> listener.has(new WatchEvent.Put(put)));
		}
	}

}
