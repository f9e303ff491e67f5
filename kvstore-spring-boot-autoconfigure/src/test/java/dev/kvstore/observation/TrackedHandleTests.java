package dev.kvstore.observation;

import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import dev.kvstore.api.LockHandle;
import dev.kvstore.api.LockLostException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.willThrow;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link TrackedHandle}.
 */
class TrackedHandleTests {

	private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

	private final ActivityTracker tracker = new ActivityTracker();

	private final LockHandle handle = mock();

	TrackedHandleTests() {
		new ActivityMeters(this.tracker, "mapdb").bindTo(this.meters);
		given(this.handle.isHeld()).willReturn(true);
		willThrow(new LockLostException("mapdb", "unlock", "a", "on purpose", null)).given(this.handle).unlock();
	}

	@Test
	void anUnlockThatFindsTheLockLostEndsItAsLost() {
		LockHandle tracked = TrackedHandle.of(this.handle, this.tracker);
		assertThatExceptionOfType(LockLostException.class).isThrownBy(tracked::unlock);
		assertThat(ended("lost").count()).isOne();
		assertThat(ended("released").count()).isZero();
		assertThat(this.tracker.size()).isZero();
	}

	@Test
	void aCloseThatFindsTheLockLostIsQuiet() {
		TrackedHandle.of(this.handle, this.tracker).close();
		assertThat(ended("lost").count()).isOne();
		assertThat(ended("released").count()).isZero();
	}

	private Timer ended(String end) {
		return this.meters.get("kvstore.lock.hold").tag("end", end).timer();
	}

}
