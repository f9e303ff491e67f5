package dev.kvstore.test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

import org.junit.jupiter.api.Test;

import dev.kvstore.api.KeyValue;
import dev.kvstore.api.PutOptions;
import dev.kvstore.api.StoreUnavailableException;
import dev.kvstore.api.Watch;
import dev.kvstore.api.WatchEvent;
import dev.kvstore.api.WatchEvent.Deleted;
import dev.kvstore.api.WatchEvent.Interrupted;
import dev.kvstore.api.WatchEvent.Put;
import dev.kvstore.api.WatchEvent.Synced;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link StoreFaults} that interrupt watches.
 */
class InterruptedWatchesTests extends FaultyStores {

	private final List<WatchEvent> events = new CopyOnWriteArrayList<>();

	@Test
	void interruptedWatchTellsWhatItMissed() {
		KeyValue changed = this.store.put("d/changed", bytes("1"));
		KeyValue deleted = this.store.put("d/deleted", bytes("1"));
		KeyValue same = this.store.put("d/same", bytes("1"));
		try (Watch watch = watchTree("d")) {
			this.faults.interruptWatches();
			await().until(() -> this.events.size() == 5);
			assertThat(watch.isSynced()).isFalse();
			assertThat(watch.isActive()).isTrue();
			KeyValue changedAgain = this.store.put("d/changed", bytes("2"));
			this.store.delete("d/deleted");
			KeyValue created = this.rival.put("d/new", bytes("1"));
			this.rival.delete(this.rival.put("d/short", bytes("1")).key());
			this.faults.recover();
			await().until(() -> this.events.size() == 9);
			assertThat(this.events.subList(0, 4)).containsExactly(new Put(changed), new Put(deleted), new Put(same),
					new Synced());
			assertThat(this.events.get(4)).isInstanceOf(Interrupted.class);
			assertThat(this.events.subList(5, 8)).containsExactlyInAnyOrder(new Put(changedAgain), new Put(created),
					new Deleted("d/deleted", deleted.version() + 1));
			assertThat(this.events.get(8)).isEqualTo(new Synced());
			assertThat(watch.isSynced()).isTrue();
		}
	}

	@Test
	void causeOfAnInterruptionNamesTheWatch() {
		try (Watch watch = watchTree("d")) {
			this.faults.interruptWatches();
			await().until(() -> !watch.isSynced() && this.events.size() == 2);
			assertThat(((Interrupted) this.events.get(1)).cause()).isInstanceOf(StoreUnavailableException.class)
				.hasMessage("mapdb: watchTree of 'd' failed: the connection broke (StoreFaults)");
		}
	}

	@Test
	void watchIsInterruptedWhileTheStoreIsUnavailable() {
		try (Watch watch = this.store.watch("a", this.events::add)) {
			await().until(watch::isSynced);
			this.faults.makeUnavailable();
			await().until(() -> this.events.size() == 2);
			Instant lost = watch.lastContact();
			KeyValue missed = this.rival.put("a", bytes("1"));
			assertThat(watch.isSynced()).isFalse();
			assertThat(watch.lastContact()).isEqualTo(lost);
			this.faults.recover();
			await().until(() -> this.events.size() == 4);
			assertThat(this.events.subList(2, 4)).containsExactly(new Put(missed), new Synced());
			assertThat(watch.lastContact()).isAfterOrEqualTo(lost);
		}
	}

	@Test
	void watchThatBeginsMeanwhileIsInterruptedFromTheBeginning() {
		KeyValue present = this.store.put("d/a", bytes("1"));
		this.faults.makeUnavailable();
		try (Watch watch = this.store.watchTree("d", this.events::add)) {
			await().until(() -> this.events.size() == 1);
			assertThat(this.events.get(0)).isInstanceOf(Interrupted.class);
			assertThat(watch.isSynced()).isFalse();
			this.faults.recover();
			await().until(watch::isSynced);
			await().until(() -> this.events.size() == 3);
			assertThat(this.events.subList(1, 3)).containsExactly(new Put(present), new Synced());
		}
	}

	@Test
	void recoveryOfOneFaultIsNotTheEndOfAnother() {
		try (Watch watch = watchTree("d")) {
			this.faults.interruptWatches();
			await().until(() -> this.events.size() == 2);
			this.faults.expireSessions();
			this.faults.delayAnswers(Duration.ZERO);
			KeyValue missed = this.store.put("d/a", bytes("1"));
			assertThat(watch.isSynced()).isFalse();
			assertThat(this.events).hasSize(2);
			this.faults.recover();
			await().until(() -> this.events.size() == 4);
			assertThat(this.events.subList(2, 4)).containsExactly(new Put(missed), new Synced());
		}
	}

	@Test
	void expiredSessionInterruptsWatchesForAMoment() {
		KeyValue kept = this.store.put("d/kept", bytes("1"), PutOptions.ttl(MINUTE).withKeepAlive());
		try (Watch watch = watchTree("d")) {
			this.faults.expireSessions();
			await().until(() -> this.events.size() == 5);
			assertThat(this.events.get(2)).isInstanceOf(Interrupted.class);
			assertThat(this.events.subList(3, 5)).containsExactly(new Deleted("d/kept", kept.version() + 1),
					new Synced());
			assertThat(watch.isSynced()).isTrue();
		}
	}

	@Test
	void slowListenerBlocksNoFault() throws InterruptedException {
		CountDownLatch blocked = new CountDownLatch(1);
		CountDownLatch end = new CountDownLatch(1);
		try (Watch watch = this.store.watch("a", (event) -> {
			this.events.add(event);
			blocked.countDown();
			awaitUninterrupted(end);
		})) {
			blocked.await();
			for (int i = 0; i < 20; i++) {
				this.faults.interruptWatches();
				this.rival.put("a", bytes("" + i));
				this.faults.recover();
			}
			end.countDown();
			await().until(watch::isSynced);
			await().until(() -> this.events.get(this.events.size() - 1).equals(new Synced()));
			assertThat(this.events).hasSizeLessThanOrEqualTo(6).contains(new Put(this.rival.get("a").orElseThrow()));
		}
	}

	@Test
	void closedWatchStaysClosed() {
		Watch watch = watchTree("d");
		this.faults.interruptWatches();
		watch.close();
		int told = this.events.size();
		this.faults.recover();
		this.faults.expireSessions();
		try (Watch other = this.store.watchTree("d", (event) -> {
		})) {
			await().until(other::isSynced);
		}
		assertThat(watch.isActive()).isFalse();
		assertThat(this.events).hasSize(told);
		assertThat(this.store.status().details()).containsEntry("watches", 0);
	}

	private Watch watchTree(String directory) {
		Watch watch = this.store.watchTree(directory, this.events::add);
		await().until(watch::isSynced);
		await().until(() -> this.events.contains(new Synced()));
		return watch;
	}

	private static void awaitUninterrupted(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
