package dev.kvstore.leader;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import dev.kvstore.api.KeyValue;
import dev.kvstore.api.StoreUnavailableException;
import dev.kvstore.api.WatchEvent;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LeaderView}.
 */
class LeaderViewTests {

	private static final Leader FIRST = new Leader("first", 5);

	private static final Leader SECOND = new Leader("second", 6);

	private final List<Optional<Leader>> seen = new ArrayList<>();

	private final LeaderView view = new LeaderView((leader) -> this.seen.add(Optional.ofNullable(leader)));

	private long version;

	@Test
	void lateAnnouncementOfAnEarlierLeaderIsPassedOver() {
		put(SECOND);
		this.view.onEvent(new WatchEvent.Deleted("leaders/a", ++this.version));
		put(FIRST);
		assertThat(this.seen).containsExactly(Optional.of(SECOND), Optional.empty());
	}

	@Test
	void leaderIsToldOnceAlsoAfterAnInterruption() {
		put(FIRST);
		this.view.onEvent(new WatchEvent.Synced());
		put(FIRST);
		this.view.onEvent(
				new WatchEvent.Interrupted(new StoreUnavailableException("test", "watch", null, false, "gone", null)));
		this.view.onEvent(new WatchEvent.Synced());
		put(SECOND);
		assertThat(this.seen).containsExactly(Optional.of(FIRST), Optional.of(SECOND));
	}

	@Test
	void whatIsNoAnnouncementTellsNothing() {
		this.view.onEvent(new WatchEvent.Put(new KeyValue("leaders/a", new byte[] { 'x', ' ', 'y' }, 1)));
		assertThat(this.seen).isEmpty();
		this.view.onEvent(new WatchEvent.Synced());
		assertThat(this.seen).containsExactly(Optional.empty());
	}

	private void put(Leader leader) {
		this.view.onEvent(new WatchEvent.Put(new KeyValue("leaders/a", AnnouncedLeader.value(leader), ++this.version)));
	}

}
