package dev.kvstore.backend;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Growing pauses between attempts to reach a server: each twice as long as the one
 * before, up to a bound, less up to half of it at random so that clients that failed
 * together do not come back together. Not safe for concurrent use.
 */
public final class Backoff {

	private static final Duration FIRST = Duration.ofMillis(50);

	private static final Duration LONGEST = Duration.ofSeconds(2);

	private Duration next = FIRST;

	/**
	 * Returns how long to wait before the next attempt.
	 * @return between 25 ms and 2 s
	 */
	public Duration next() {
		Duration full = this.next;
		Duration doubled = full.multipliedBy(2);
		this.next = (doubled.compareTo(LONGEST) < 0) ? doubled : LONGEST;
		return full.minusNanos(ThreadLocalRandom.current().nextLong(full.toNanos() / 2));
	}

	/**
	 * Begins anew with the shortest pause, after an attempt that succeeded.
	 */
	public void reset() {
		this.next = FIRST;
	}

}
