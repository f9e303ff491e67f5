package dev.kvstore.leader;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import dev.kvstore.api.LockHandle;
import dev.kvstore.api.StoreClosedException;
import dev.kvstore.api.StoreException;
import dev.kvstore.api.Watch;

/**
 * One leadership of this instance, from the lock's grant until it is lost or given up,
 * whichever comes first.
 */
final class Term {

	/**
	 * How long a leadership that is given up waits for its listeners before the next
	 * candidate's turn.
	 */
	static final Duration FAREWELL = Duration.ofSeconds(5);

	private static final Duration UNTIL_WOKEN = Duration.ofDays(1);

	private static final Duration SOON = Duration.ofSeconds(10);

	private static final Log logger = LogFactory.getLog(Term.class);

	private final LockHandle handle;

	private final Leader leader;

	private final long begun = System.nanoTime();

	private final Semaphore wake = new Semaphore(0);

	private volatile boolean givenUp;

	private boolean lost;

	Term(LockHandle handle, String id) {
		this.handle = handle;
		this.leader = new Leader(id, handle.fencingToken());
	}

	Leader leader() {
		return this.leader;
	}

	// asks the clocks, so that it is over in time even if nobody has noticed
	boolean isOver() {
		return this.givenUp || !this.handle.isHeld();
	}

	boolean giveUp() {
		boolean had = !isOver();
		this.givenUp = true;
		this.wake.release();
		return had;
	}

	/**
	 * Keeps the leadership announced until it is over.
	 * @param announcement where it is announced
	 * @throws InterruptedException if interrupted
	 */
	void serve(Announcement announcement) throws InterruptedException {
		this.handle.onLost(this.wake::release);
		Watch watch = announcement.watch(this.leader, this.wake::release);
		try {
			Pauses pauses = new Pauses();
			while (!isOver()) {
				await(announce(announcement) ? UNTIL_WOKEN : pauses.next());
			}
		}
		finally {
			watch.close();
		}
	}

	private boolean announce(Announcement announcement) {
		try {
			announcement.announce(this.leader);
			return true;
		}
		catch (StoreClosedException ex) {
			throw ex;
		}
		catch (StoreException ex) {
			logger.warn("The leader's announcement is tried again: " + ex.getMessage());
			return false;
		}
	}

	private void await(Duration longest) throws InterruptedException {
		if (this.wake.tryAcquire(longest.toNanos(), TimeUnit.NANOSECONDS)) {
			this.wake.drainPermits();
		}
	}

	/**
	 * Tells of the end, and only then, or after {@link #FAREWELL}, lets the next
	 * candidate have its turn.
	 * @param events tell of it
	 * @throws InterruptedException if interrupted
	 */
	void end(LeadershipEvents events) throws InterruptedException {
		giveUp();
		this.lost = !this.handle.isHeld();
		try {
			CountDownLatch told = events.revoked(this.leader);
			if (!this.lost && !told.await(FAREWELL.toNanos(), TimeUnit.NANOSECONDS)) {
				logger.warn("The next candidate has its turn although a listener of leadership events has not ended");
			}
		}
		finally {
			this.handle.close();
		}
	}

	boolean wasLostSoon() {
		return this.lost && System.nanoTime() - this.begun < SOON.toNanos();
	}

}
