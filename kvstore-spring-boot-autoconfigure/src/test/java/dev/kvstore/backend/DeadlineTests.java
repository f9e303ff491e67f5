package dev.kvstore.backend;

import java.time.Duration;
import java.time.temporal.ChronoUnit;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Deadline}.
 */
class DeadlineTests {

	@Test
	void remainingTimeShrinksToZero() {
		Deadline deadline = Deadline.after(Duration.ofMinutes(1));
		assertThat(deadline.remaining()).isBetween(Duration.ofSeconds(50), Duration.ofMinutes(1));
		assertThat(deadline.isOver()).isFalse();
		Deadline over = Deadline.after(Duration.ZERO);
		assertThat(over.isOver()).isTrue();
		assertThat(over.remaining()).isZero();
	}

	@Test
	void theSoonerDeadlineIsBeforeTheLater() {
		Deadline soon = Deadline.after(Duration.ofSeconds(1));
		Deadline late = Deadline.after(Duration.ofMinutes(1));
		assertThat(soon.isBefore(late)).isTrue();
		assertThat(late.isBefore(soon)).isFalse();
		assertThat(late.isBefore(Deadline.never())).isTrue();
	}

	@Test
	void anyDurationIsTaken() {
		assertThat(Deadline.after(ChronoUnit.FOREVER.getDuration()).isOver()).isFalse();
		assertThat(Deadline.never().isOver()).isFalse();
		assertThat(Deadline.after(Duration.ofSeconds(-5)).isOver()).isTrue();
	}

}
