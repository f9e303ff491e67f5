package dev.kvstore.backend;

import java.time.Clock;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Tells by this process's own clocks until when a lease lasts: from the time at which the
 * last answered renewal was sent, for the granted TTL. Asks the monotonic clock, which
 * stands still while a machine sleeps, and the wall clock, which can be set; the one that
 * is ahead counts. Once over, it stays over.
 */
public final class LeaseClock {

	private final Duration ttl;

	private final LongSupplier nanoTime;

	private final Clock wallClock;

	private Moment sent;

	private boolean expired;

	/**
	 * Starts a lease now.
	 * @param ttl the TTL that was asked for
	 */
	public LeaseClock(Duration ttl) {
		this(ttl, System::nanoTime, Clock.systemUTC());
	}

	/**
	 * Starts a lease that was asked for before.
	 * @param ttl the TTL that was granted
	 * @param sent when it was asked for
	 */
	public LeaseClock(Duration ttl, Moment sent) {
		this(ttl);
		this.sent = sent;
	}

	LeaseClock(Duration ttl, LongSupplier nanoTime, Clock wallClock) {
		this.ttl = ttl;
		this.nanoTime = nanoTime;
		this.wallClock = wallClock;
		this.sent = now();
	}

	/**
	 * Takes the time before a lease is asked for.
	 * @return the present moment
	 */
	public static Moment moment() {
		return new Moment(System.nanoTime(), Clock.systemUTC().millis());
	}

	/**
	 * Takes the time before a renewal is sent.
	 * @return the present moment
	 */
	public Moment now() {
		return new Moment(this.nanoTime.getAsLong(), this.wallClock.millis());
	}

	/**
	 * Extends the lease after a renewal was answered.
	 * @param sent when it was sent
	 * @return {@code false} if the lease was over before
	 */
	public synchronized boolean renewed(Moment sent) {
		if (isExpired()) {
			return false;
		}
		if (sent.nanos() - this.sent.nanos() > 0) {
			this.sent = sent;
		}
		return true;
	}

	/**
	 * Ends the lease, because the backend told so.
	 */
	public synchronized void expire() {
		this.expired = true;
	}

	/**
	 * Tells whether the lease is over.
	 * @return {@code true} for ever once it is
	 */
	public synchronized boolean isExpired() {
		Moment now = now();
		boolean over = now.nanos() - this.sent.nanos() >= this.ttl.toNanos()
				|| now.millis() - this.sent.millis() >= this.ttl.toMillis();
		this.expired = this.expired || over;
		return this.expired;
	}

	/**
	 * Returns when the lease ends by the monotonic clock.
	 * @return the time that is left, zero once it is over
	 */
	public synchronized Duration remaining() {
		long passed = this.nanoTime.getAsLong() - this.sent.nanos();
		return isExpired() ? Duration.ZERO : Duration.ofNanos(Math.max(0, this.ttl.toNanos() - passed));
	}

	/**
	 * Returns how often the lease is to be renewed.
	 * @return a third of its TTL
	 */
	public Duration renewalInterval() {
		return this.ttl.dividedBy(3);
	}

	/**
	 * A moment by both clocks.
	 *
	 * @param nanos the monotonic time
	 * @param millis the wall time
	 */
	public record Moment(long nanos, long millis) {

	}

}
