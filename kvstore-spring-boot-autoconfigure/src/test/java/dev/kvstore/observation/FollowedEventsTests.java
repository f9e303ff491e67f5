package dev.kvstore.observation;

import java.time.Clock;
import java.time.Instant;

import org.junit.jupiter.api.Test;

import dev.kvstore.api.StoreUnavailableException;
import dev.kvstore.api.Watch;
import dev.kvstore.api.WatchEvent;
import dev.kvstore.observation.FollowedEvents.Sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link FollowedEvents}.
 */
class FollowedEventsTests {

	private final Clock clock = mock();

	private final Watch watch = mock();

	@Test
	void markersAreDatedWhenTheyArePassedOn() {
		FollowedEvents events = eventsFrom(10);
		assertThat(look(events, false, 10)).isEqualTo(new Sync(false, at(10)));
		pass(events, new WatchEvent.Synced(), 20);
		assertThat(look(events, true, 25)).isEqualTo(new Sync(true, at(20)));
		pass(events, interrupted(), 30);
		pass(events, interrupted(), 40);
		assertThat(look(events, false, 29)).isEqualTo(new Sync(false, at(30)));
	}

	@Test
	void anInterruptionThatASlowListenerWasNotToldOfBeganWithTheLastContact() {
		FollowedEvents events = eventsFrom(10);
		pass(events, new WatchEvent.Synced(), 20);
		assertThat(look(events, false, 35)).isEqualTo(new Sync(false, at(35)));
		assertThat(look(events, false, 50)).isEqualTo(new Sync(false, at(35)));
		pass(events, interrupted(), 60);
		assertThat(look(events, false, 60)).isEqualTo(new Sync(false, at(35)));
	}

	@Test
	void noChangeIsDatedBeforeTheOneBeforeIt() {
		FollowedEvents events = eventsFrom(10);
		pass(events, new WatchEvent.Synced(), 20);
		assertThat(look(events, false, 15)).isEqualTo(new Sync(false, at(20)));
	}

	@Test
	void aMarkerIsDatedAlsoIfTheListenerThrows() {
		given(this.clock.instant()).willReturn(at(10));
		FollowedEvents events = new FollowedEvents((event) -> {
			throw new IllegalStateException("on purpose");
		}, new ActivityTracker(this.clock));
		assertThatIllegalStateException().isThrownBy(() -> pass(events, new WatchEvent.Synced(), 20));
		assertThat(look(events, true, 20)).isEqualTo(new Sync(true, at(20)));
	}

	private FollowedEvents eventsFrom(long second) {
		given(this.clock.instant()).willReturn(at(second));
		return new FollowedEvents((event) -> {
		}, new ActivityTracker(this.clock));
	}

	private void pass(FollowedEvents events, WatchEvent event, long second) {
		given(this.clock.instant()).willReturn(at(second));
		events.onEvent(event);
	}

	private Sync look(FollowedEvents events, boolean synced, long lastContact) {
		given(this.watch.isSynced()).willReturn(synced);
		given(this.watch.lastContact()).willReturn(at(lastContact));
		return events.of(this.watch);
	}

	private static WatchEvent interrupted() {
		return new WatchEvent.Interrupted(new StoreUnavailableException("mine", "watch", "a", false, "test", null));
	}

	private static Instant at(long second) {
		return Instant.ofEpochSecond(second);
	}

}
