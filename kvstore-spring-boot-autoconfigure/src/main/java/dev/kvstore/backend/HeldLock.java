package dev.kvstore.backend;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import dev.kvstore.api.LockHandle;
import dev.kvstore.api.StoreUnavailableException;
import dev.kvstore.backend.LockQueue.Contender;
import dev.kvstore.backend.LockQueue.Place;

/**
 * The record of a lock that is held: the first in its queue.
 *
 * @param <L> what names a lease
 */
final class HeldLock<L> implements LockRecord {

	/** Locks that are held for a shorter time are not worth a question to the server. */
	private static final Duration WATCH_DELAY = Duration.ofMillis(200);

	private final QueuedLocks<L> locks;

	private final KeptLease<L> lease;

	private final Contender contender;

	private final Place place;

	private final LockLease handle;

	private final Runnable lose;

	private final Registration closing;

	private final Registration watching;

	private @Nullable Registration watch;

	private boolean ended;

	private HeldLock(QueuedLocks<L> locks, KeptLease<L> lease, Contender contender, Place place) {
		this.locks = locks;
		this.lease = lease;
		this.contender = contender;
		this.place = place;
		this.handle = new LockLease(locks.backend(), contender.key(), place.token(), lease.clock(), locks.threads(),
				this);
		this.lose = this.handle::lost;
		this.closing = locks.onClose(this.handle::closed);
		this.watching = locks.timer().schedule(this::watch, WATCH_DELAY);
	}

	static <L> LockHandle of(QueuedLocks<L> locks, KeptLease<L> lease, Contender contender, Place place) {
		HeldLock<L> held = new HeldLock<>(locks, lease, contender, place);
		lease.onLost(held.lose);
		return held.handle;
	}

	private void watch() {
		Registration registration = this.locks.queue().onGone(this.contender, this.place.record(), this.lose);
		if (!keep(registration)) {
			registration.close();
		}
	}

	private synchronized boolean keep(Registration registration) {
		this.watch = registration;
		return !this.ended;
	}

	@Override
	public boolean release(LockLease released) {
		end();
		try {
			return this.locks.queue().leave(this.contender);
		}
		catch (StoreUnavailableException ex) {
			this.locks.withdraw(this.contender, this.lease);
			return true;
		}
		finally {
			this.lease.free();
		}
	}

	@Override
	public void lost(LockLease lost) {
		end();
		this.locks.withdraw(this.contender, this.lease);
		this.lease.free();
	}

	private void end() {
		this.closing.close();
		this.watching.close();
		this.lease.forget(this.lose);
		Registration registration;
		synchronized (this) {
			this.ended = true;
			registration = this.watch;
		}
		if (registration != null) {
			registration.close();
		}
	}

}
