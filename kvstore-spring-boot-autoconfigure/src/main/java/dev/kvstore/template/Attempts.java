package dev.kvstore.template;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * The attempts of one compare-and-set: bounded, with pauses at random between them that
 * grow so that any number of rivals get out of each other's way.
 */
final class Attempts {

	static final int LIMIT = 50;

	private static final long FIRST_PAUSE = TimeUnit.MILLISECONDS.toNanos(2);

	private static final long LONGEST_PAUSE = TimeUnit.MILLISECONDS.toNanos(250);

	private final String key;

	private int lost;

	private long pause = FIRST_PAUSE;

	Attempts(String key) {
		this.key = key;
	}

	void lost() {
		this.lost++;
		if (this.lost == LIMIT) {
			throw new ConcurrentUpdateException(this.key, this.lost, "change it less often, or under a lock", null);
		}
		try {
			TimeUnit.NANOSECONDS.sleep(ThreadLocalRandom.current().nextLong(this.pause));
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new ConcurrentUpdateException(this.key, this.lost, "interrupted before the next one", ex);
		}
		this.pause = Math.min(this.pause * 2, LONGEST_PAUSE);
	}

}
