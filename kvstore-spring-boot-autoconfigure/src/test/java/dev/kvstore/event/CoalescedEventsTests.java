package dev.kvstore.event;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;

import dev.kvstore.api.KeyValue;
import dev.kvstore.api.StoreUnavailableException;
import dev.kvstore.api.WatchEvent;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link CoalescedEvents}.
 */
class CoalescedEventsTests {

	private static final WatchEvent SYNCED = new WatchEvent.Synced();

	private static final WatchEvent INTERRUPTED = new WatchEvent.Interrupted(
			new StoreUnavailableException("mapdb", "watch", "", false, "cut", null));

	private final CoalescedEvents events = new CoalescedEvents();

	@Test
	void laterStateTakesThePlaceOfTheOneThatWaits() {
		add(put("a", 1), put("b", 2), SYNCED, put("a", 3), put("c", 4));
		assertThat(this.events.size()).isEqualTo(4);
		assertThat(takeAll()).containsExactly(put("a", 3), put("b", 2), SYNCED, put("c", 4));
	}

	@Test
	void deletionIsToldOnlyOfWhatIsKnown() {
		add(put("a", 1), deleted("a", 2), put("b", 3));
		assertThat(takeAll()).containsExactly(put("b", 3));
		add(deleted("b", 4), deleted("c", 5));
		assertThat(takeAll()).containsExactly(deleted("b", 4));
		this.events.know(put("c", 6));
		add(deleted("c", 7), deleted("b", 8));
		assertThat(takeAll()).containsExactly(deleted("c", 7));
	}

	@Test
	void deletionAndNewValueAreOnePut() {
		add(put("a", 1));
		takeAll();
		add(deleted("a", 2), put("a", 3));
		assertThat(takeAll()).containsExactly(put("a", 3));
		add(deleted("a", 4));
		assertThat(takeAll()).containsExactly(deleted("a", 4));
	}

	@Test
	void interruptionTakesBackThatTheWatchIsSynced() {
		add(put("a", 1), SYNCED, INTERRUPTED, put("b", 2), SYNCED);
		assertThat(takeAll()).containsExactly(put("a", 1), INTERRUPTED, put("b", 2), SYNCED);
	}

	@Test
	void busyKeysWait() {
		add(put("a", 1), put("b", 2));
		assertThat(this.events.take(Set.of("a"))).isEqualTo(put("b", 2));
		assertThat(this.events.take(Set.of("a"))).isNull();
		assertThat(this.events.take(Set.of())).isEqualTo(put("a", 1));
	}

	private void add(WatchEvent... added) {
		List.of(added).forEach(this.events::add);
	}

	private List<WatchEvent> takeAll() {
		List<WatchEvent> taken = new ArrayList<>();
		for (WatchEvent event = this.events.take(Set.of()); event != null; event = this.events.take(Set.of())) {
			taken.add(event);
		}
		return taken;
	}

	private static WatchEvent put(String key, long version) {
		return new WatchEvent.Put(new KeyValue(key, new byte[0], version));
	}

	private static WatchEvent deleted(String key, long version) {
		return new WatchEvent.Deleted(key, version);
	}

}
