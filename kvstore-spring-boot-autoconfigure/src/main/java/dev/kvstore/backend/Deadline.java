package dev.kvstore.backend;

import java.time.Duration;

/**
 * A moment by the monotonic clock until which something may take.
 */
public final class Deadline {

	private static final Duration LONGEST = Duration.ofDays(36_500);

	private final long end;

	private Deadline(long end) {
		this.end = end;
	}

	/**
	 * Begins to count.
	 * @param duration how long it may take; centuries count as a century
	 * @return the deadline
	 */
	public static Deadline after(Duration duration) {
		Duration bounded = (duration.compareTo(LONGEST) < 0) ? duration : LONGEST;
		return new Deadline(System.nanoTime() + (bounded.isNegative() ? 0 : bounded.toNanos()));
	}

	/**
	 * Returns a deadline that is a century away.
	 * @return the deadline
	 */
	public static Deadline never() {
		return after(LONGEST);
	}

	/**
	 * Returns the time that is left.
	 * @return nanoseconds, zero or less once it is over
	 */
	public long remainingNanos() {
		return this.end - System.nanoTime();
	}

	/**
	 * Returns the time that is left.
	 * @return the time, zero once it is over
	 */
	public Duration remaining() {
		return Duration.ofNanos(Math.max(0, remainingNanos()));
	}

	/**
	 * Tells which deadline is over first.
	 * @param other another deadline
	 * @return {@code true} if this one is
	 */
	public boolean isBefore(Deadline other) {
		return this.end - other.end < 0;
	}

	/**
	 * Tells whether no time is left.
	 * @return {@code true} for ever once it is over
	 */
	public boolean isOver() {
		return remainingNanos() <= 0;
	}

}
