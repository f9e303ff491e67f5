package dev.kvstore.backend;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

import org.junit.jupiter.api.Test;

import dev.kvstore.backend.LeaseClock.Moment;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LeaseClock}.
 */
class LeaseClockTests {

	private final SetClock wall = new SetClock();

	private long nanos = Long.MAX_VALUE - 5;

	private final LeaseClock clock = new LeaseClock(Duration.ofSeconds(10), () -> this.nanos, this.wall);

	@Test
	void leaseLastsForItsTtl() {
		pass(Duration.ofMillis(9999));
		assertThat(this.clock.isExpired()).isFalse();
		pass(Duration.ofMillis(1));
		assertThat(this.clock.isExpired()).isTrue();
	}

	@Test
	void renewalCountsFromWhenItWasSent() {
		pass(Duration.ofSeconds(3));
		Moment sent = this.clock.now();
		pass(Duration.ofSeconds(5));
		assertThat(this.clock.renewed(sent)).isTrue();
		pass(Duration.ofMillis(4999));
		assertThat(this.clock.isExpired()).isFalse();
		pass(Duration.ofMillis(1));
		assertThat(this.clock.isExpired()).isTrue();
	}

	@Test
	void renewalThatIsAnsweredTooLateIsNone() {
		Moment sent = this.clock.now();
		pass(Duration.ofSeconds(10));
		assertThat(this.clock.renewed(sent)).isFalse();
		assertThat(this.clock.renewed(this.clock.now())).isFalse();
		assertThat(this.clock.isExpired()).isTrue();
	}

	@Test
	void machineThatSleptFindsItsLeaseOver() {
		this.wall.now = this.wall.now.plusSeconds(10);
		assertThat(this.clock.isExpired()).isTrue();
	}

	@Test
	void wallClockThatIsSetBackDoesNotExtendTheLease() {
		this.wall.now = this.wall.now.minusSeconds(3600);
		this.nanos += Duration.ofSeconds(10).toNanos();
		assertThat(this.clock.isExpired()).isTrue();
	}

	@Test
	void expiredLeaseStaysExpired() {
		this.wall.now = this.wall.now.plusSeconds(11);
		assertThat(this.clock.isExpired()).isTrue();
		this.wall.now = this.wall.now.minusSeconds(11);
		assertThat(this.clock.isExpired()).isTrue();
	}

	@Test
	void backendEndsTheLeaseAtOnce() {
		this.clock.expire();
		assertThat(this.clock.isExpired()).isTrue();
		assertThat(this.clock.renewed(this.clock.now())).isFalse();
	}

	private void pass(Duration time) {
		this.nanos += time.toNanos();
		this.wall.now = this.wall.now.plus(time);
	}

	private static final class SetClock extends Clock {

		private Instant now = Instant.parse("2026-01-01T00:00:00Z");

		@Override
		public ZoneId getZone() {
			return ZoneOffset.UTC;
		}

		@Override
		public Clock withZone(ZoneId zone) {
			return this;
		}

		@Override
		public Instant instant() {
			return this.now;
		}

	}

}
