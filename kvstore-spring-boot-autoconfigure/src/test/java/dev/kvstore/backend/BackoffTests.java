package dev.kvstore.backend;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Backoff}.
 */
class BackoffTests {

	@Test
	void pausesGrowUpToABound() {
		Backoff backoff = new Backoff();
		for (int full = 50; full < 2000; full *= 2) {
			assertThat(backoff.next()).isBetween(Duration.ofMillis(full / 2), Duration.ofMillis(full));
		}
		for (int i = 0; i < 10; i++) {
			assertThat(backoff.next()).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(2));
		}
	}

	@Test
	void successBeginsAnew() {
		Backoff backoff = new Backoff();
		for (int i = 0; i < 10; i++) {
			backoff.next();
		}
		backoff.reset();
		assertThat(backoff.next()).isLessThanOrEqualTo(Duration.ofMillis(50));
	}

}
