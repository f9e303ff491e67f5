package dev.kvstore.backend;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.kvstore.api.KeyValue;
import dev.kvstore.api.StoreException;
import dev.kvstore.api.StoreUnavailableException;
import dev.kvstore.api.WatchEvent;
import dev.kvstore.api.WatchEvent.Deleted;
import dev.kvstore.api.WatchEvent.Interrupted;
import dev.kvstore.api.WatchEvent.Put;
import dev.kvstore.api.WatchEvent.Synced;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PendingEvents}.
 */
class PendingEventsTests {

	private final StoreException cause = new StoreUnavailableException("test", "watch", null, false, "cut", null);

	private final PendingEvents events = new PendingEvents();

	@Test
	void laterPutTakesThePlaceOfTheOneThatWaits() {
		this.events.put(keyValue("a", 1));
		this.events.put(keyValue("b", 2));
		this.events.put(keyValue("a", 3));
		assertThat(drain()).containsExactly(put("a", 3), put("b", 2));
	}

	@Test
	void deletionOfWhatWasNeverDeliveredIsNoEvent() {
		this.events.put(keyValue("a", 1));
		this.events.deleted("a", 2);
		this.events.deleted("b", 3);
		assertThat(drain()).isEmpty();
	}

	@Test
	void deletionOfWhatWasDeliveredIsAnEventOnce() {
		this.events.put(keyValue("a", 1));
		assertThat(drain()).containsExactly(put("a", 1));
		this.events.put(keyValue("a", 2));
		this.events.deleted("a", 3);
		this.events.deleted("a", 4);
		assertThat(drain()).containsExactly(new Deleted("a", 3));
		this.events.deleted("a", 5);
		assertThat(drain()).isEmpty();
	}

	@Test
	void deletionAndRecreationArriveAsOnePut() {
		this.events.put(keyValue("a", 1));
		drain();
		this.events.deleted("a", 2);
		this.events.put(keyValue("a", 3));
		assertThat(drain()).containsExactly(put("a", 3));
		this.events.deleted("a", 4);
		assertThat(drain()).containsExactly(new Deleted("a", 4));
	}

	@Test
	void staleOffersAreDropped() {
		this.events.put(keyValue("a", 5));
		this.events.put(keyValue("a", 5));
		this.events.put(keyValue("a", 4));
		this.events.deleted("a", 5);
		assertThat(drain()).containsExactly(put("a", 5));
		this.events.deleted("a", 7);
		this.events.put(keyValue("a", 6));
		assertThat(drain()).containsExactly(new Deleted("a", 7));
	}

	@Test
	void presentStateIsTheDifferenceToWhatWasOffered() {
		this.events.put(keyValue("a", 1));
		this.events.put(keyValue("b", 2));
		drain();
		this.events.put(keyValue("c", 3));
		this.events.present(List.of(keyValue("b", 2), keyValue("c", 4), keyValue("d", 5)));
		assertThat(drain()).containsExactlyInAnyOrder(new Deleted("a", 2), put("c", 4), put("d", 5));
	}

	@Test
	void presentStateOfARestoredServerCountsThoughItsVersionsWentBack() {
		this.events.put(keyValue("a", 10));
		drain();
		this.events.present(List.of(keyValue("a", 3)));
		assertThat(drain()).containsExactly(put("a", 3));
	}

	@Test
	void markersNeverOvertakeTheStatesBeforeThem() {
		this.events.put(keyValue("a", 1));
		this.events.synced();
		this.events.put(keyValue("b", 2));
		this.events.put(keyValue("a", 3));
		assertThat(drain()).containsExactly(put("a", 3), new Synced(), put("b", 2));
	}

	@Test
	void aLaterSyncedDoesNotOvertakeTheStatesBeforeIt() {
		this.events.put(keyValue("a", 1));
		this.events.synced();
		this.events.put(keyValue("b", 2));
		this.events.synced();
		assertThat(drain()).containsExactly(put("a", 1), put("b", 2), new Synced());
	}

	@Test
	void interruptionTakesBackASyncedThatWaits() {
		this.events.put(keyValue("a", 1));
		this.events.synced();
		this.events.interrupted(this.cause);
		this.events.present(List.of(keyValue("a", 1), keyValue("b", 2)));
		this.events.synced();
		assertThat(drain()).containsExactly(put("a", 1), new Interrupted(this.cause), put("b", 2), new Synced());
	}

	@Test
	void manyInterruptionsWaitAsOne() {
		this.events.put(keyValue("a", 1));
		for (int i = 0; i < 100; i++) {
			this.events.interrupted(this.cause);
			this.events.present(List.of(keyValue("a", 1)));
			this.events.synced();
		}
		assertThat(this.events.size()).isEqualTo(3);
		assertThat(drain()).containsExactly(put("a", 1), new Interrupted(this.cause), new Synced());
	}

	@Test
	void thousandsOfChangesOfAKeyWaitAsOne() {
		for (int version = 1; version <= 10_000; version += 2) {
			this.events.put(keyValue("a", version));
			this.events.deleted("a", version + 1);
		}
		assertThat(this.events.size()).isZero();
		this.events.put(keyValue("a", 20_000));
		assertThat(this.events.size()).isOne();
	}

	private List<WatchEvent> drain() {
		List<WatchEvent> drained = new ArrayList<>();
		for (WatchEvent event = this.events.next(); event != null; event = this.events.next()) {
			drained.add(event);
		}
		return drained;
	}

	private static KeyValue keyValue(String key, long version) {
		return new KeyValue(key, new byte[] { 1 }, version);
	}

	private static Put put(String key, long version) {
		return new Put(keyValue(key, version));
	}

}
