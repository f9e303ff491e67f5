package dev.kvstore.leader;

import java.time.Duration;

import org.springframework.util.backoff.BackOffExecution;
import org.springframework.util.backoff.ExponentialBackOff;

/**
 * Growing pauses between attempts that fail, at random a little shorter or longer so that
 * instances that failed together do not come back together.
 */
final class Pauses {

	private static final Duration FIRST = Duration.ofMillis(100);

	private static final Duration LONGEST = Duration.ofSeconds(2);

	private BackOffExecution next = backOff().start();

	Duration next() {
		return Duration.ofMillis(this.next.nextBackOff());
	}

	void reset() {
		this.next = backOff().start();
	}

	private static ExponentialBackOff backOff() {
		ExponentialBackOff backOff = new ExponentialBackOff(FIRST.toMillis(), 2);
		backOff.setJitter(FIRST.toMillis() / 2);
		backOff.setMaxInterval(LONGEST.toMillis());
		return backOff;
	}

}
