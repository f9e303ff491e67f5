package dev.kvstore.leader;

import java.time.Duration;
import java.util.Collection;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import dev.kvstore.api.LockHandle;
import dev.kvstore.api.Store;
import dev.kvstore.api.StoreClosedException;
import dev.kvstore.api.StoreLock;

/**
 * Stands for one role, on a thread of its own, again and again until it is ended.
 */
final class Candidacy implements Runnable {

	private static final Log logger = LogFactory.getLog(Candidacy.class);

	private final String role;

	private final String id;

	private final StoreLock lock;

	private final Announcement announcement;

	private final LeadershipEvents events;

	private final Thread thread;

	private final Pauses pauses = new Pauses();

	private final CountDownLatch ended = new CountDownLatch(1);

	private volatile @Nullable Term term;

	private boolean ending;

	private boolean waiting;

	Candidacy(Store store, String role, LeaderOptions options, LeadershipEvents events) {
		this.role = role;
		this.id = options.id();
		this.lock = store.newLock(RoleKey.of(role), options.lock());
		this.announcement = new Announcement(store, RoleKey.of(role), options.announcement());
		this.events = events;
		this.thread = new Thread(this, "kvstore-leader-" + role);
		this.thread.setDaemon(true);
	}

	void start() {
		this.thread.start();
	}

	OptionalLong epoch() {
		Term present = this.term;
		return (present != null && !present.isOver()) ? OptionalLong.of(present.leader().epoch())
				: OptionalLong.empty();
	}

	boolean giveUp() {
		Term present = this.term;
		return present != null && present.giveUp();
	}

	/**
	 * Ends leadership and candidacy for good, without waiting for it.
	 */
	synchronized void end() {
		this.ending = true;
		if (this.waiting) {
			this.thread.interrupt();
		}
		giveUp();
	}

	boolean hasEnded() {
		return this.ended.getCount() == 0;
	}

	private boolean awaitEnd(long nanos) throws InterruptedException {
		return this.ended.await(nanos, TimeUnit.NANOSECONDS);
	}

	/**
	 * Waits for the end of candidacies, or less if the thread is interrupted.
	 * @param candidacies the candidacies
	 * @param longest how long to wait for all of them together
	 */
	static void awaitEnd(Collection<Candidacy> candidacies, Duration longest) {
		long end = System.nanoTime() + longest.toNanos();
		try {
			for (Candidacy candidacy : candidacies) {
				if (!candidacy.awaitEnd(end - System.nanoTime())) {
					logger.warn("The candidacy for '" + candidacy.role + "' has not ended in " + longest);
				}
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@Override
	public void run() {
		try {
			while (stand()) {
				logger.trace("Candidacy for '" + this.role + "' begins again");
			}
		}
		finally {
			this.ended.countDown();
		}
	}

	private boolean stand() {
		try {
			this.announcement.withdraw();
			return lead(interruptibly(this.lock::lock)) || pause();
		}
		catch (InterruptedException ex) {
			return false;
		}
		catch (StoreClosedException ex) {
			logger.debug("Candidacy for '" + this.role + "' ends with the store");
			return false;
		}
		catch (RuntimeException ex) {
			logger.warn("Candidacy for '" + this.role + "' failed and is tried again: " + ex.getMessage());
			return pause();
		}
	}

	private boolean lead(LockHandle handle) throws InterruptedException {
		Term next = new Term(handle, this.id);
		if (!begin(next)) {
			handle.close();
			return true;
		}
		try {
			next.serve(this.announcement);
		}
		finally {
			next.end(this.events);
		}
		if (next.wasLostSoon()) {
			return false;
		}
		this.pauses.reset();
		return true;
	}

	private synchronized boolean begin(Term next) {
		if (this.ending) {
			return false;
		}
		this.term = next;
		this.events.granted(next.leader());
		return true;
	}

	private boolean pause() {
		try {
			return interruptibly(() -> {
				TimeUnit.NANOSECONDS.sleep(this.pauses.next().toNanos());
				return true;
			});
		}
		catch (InterruptedException ex) {
			return false;
		}
	}

	private <T> T interruptibly(Wait<T> wait) throws InterruptedException {
		setWaiting(true);
		try {
			return wait.end();
		}
		finally {
			setWaiting(false);
		}
	}

	private synchronized void setWaiting(boolean waiting) throws InterruptedException {
		if (waiting && this.ending) {
			throw new InterruptedException();
		}
		this.waiting = waiting;
		if (Thread.interrupted()) {
			logger.trace("Candidacy for '" + this.role + "' was interrupted after its wait");
		}
	}

	/**
	 * Something that blocks and that the end of the candidacy may interrupt.
	 *
	 * @param <T> what it results in
	 */
	@FunctionalInterface
	private interface Wait<T> {

		T end() throws InterruptedException;

	}

}
