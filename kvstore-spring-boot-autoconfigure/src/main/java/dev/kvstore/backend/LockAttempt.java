package dev.kvstore.backend;

import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

import dev.kvstore.api.LockHandle;
import dev.kvstore.api.LockOptions;
import dev.kvstore.api.StoreException;
import dev.kvstore.api.StoreUnavailableException;
import dev.kvstore.backend.LockQueue.Contender;
import dev.kvstore.backend.LockQueue.Place;

/**
 * One attempt to get a lock. It ends with the lock, or with nothing left on the server
 * but what is being withdrawn. A contender whose lease is lost before it has the lock
 * begins again with another one, at the end of the queue.
 *
 * @param <L> what names a lease
 */
final class LockAttempt<L> {

	private final QueuedLocks<L> locks;

	private final String operation;

	private final String key;

	private final LockOptions options;

	private final Deadline deadline;

	LockAttempt(QueuedLocks<L> locks, String operation, String key, LockOptions options, Deadline deadline) {
		this.locks = locks;
		this.operation = operation;
		this.key = key;
		this.options = options;
		this.deadline = deadline;
	}

	Optional<LockHandle> run() throws InterruptedException {
		boolean onlyIfFree = this.deadline.isOver();
		Deadline request = this.locks.requestDeadline();
		while (true) {
			KeptLease<L> lease = this.locks.useLease(this.operation, this.key, this.options.ttl(), request);
			Optional<LockHandle> handle = contend(lease, onlyIfFree, request);
			if (handle.isPresent() || (onlyIfFree ? lease.isAlive() : this.deadline.isOver())) {
				return handle;
			}
			request = onlyIfFree ? request : this.locks.requestDeadline();
		}
	}

	private Optional<LockHandle> contend(KeptLease<L> lease, boolean onlyIfFree, Deadline request)
			throws InterruptedException {
		Contender contender = new Contender(this.operation, this.key, this.locks.queue().newId(), this.options.value());
		LockHandle handle = null;
		try {
			Place first = awaitTurn(contender, enter(contender, lease, onlyIfFree, request), lease);
			if (first != null) {
				handle = hold(contender, lease, first);
			}
			return Optional.ofNullable(handle);
		}
		finally {
			if (handle == null) {
				lease.free();
			}
		}
	}

	private @Nullable Place enter(Contender contender, KeptLease<L> lease, boolean onlyIfFree, Deadline request)
			throws InterruptedException {
		try {
			return this.locks.queue().enter(contender, lease.lease(), onlyIfFree, request);
		}
		catch (StoreUnavailableException ex) {
			if (ex.outcomeUnknown()) {
				this.locks.withdraw(contender, lease);
			}
			if (Thread.interrupted()) {
				throw new InterruptedException();
			}
			throw ex;
		}
	}

	private @Nullable Place awaitTurn(Contender contender, @Nullable Place entered, KeptLease<L> lease)
			throws InterruptedException {
		Place place = entered;
		Backoff backoff = new Backoff();
		try {
			while (place != null && place.predecessor() != null) {
				if (!awaitGone(contender, place.predecessor(), lease)) {
					leave(contender, lease);
					return null;
				}
				this.locks.store().requireOpen(this.operation, this.key);
				place = lease.isAlive() ? look(contender, place, backoff) : null;
			}
			return place;
		}
		catch (InterruptedException | StoreException ex) {
			this.locks.withdraw(contender, lease);
			throw ex;
		}
	}

	private boolean awaitGone(Contender contender, String predecessor, KeptLease<L> lease) throws InterruptedException {
		CountDownLatch wake = new CountDownLatch(1);
		Runnable action = wake::countDown;
		lease.onLost(action);
		Registration closing = this.locks.onClose(action);
		Registration gone = this.locks.queue().onGone(contender, predecessor, action);
		try {
			return wake.await(this.deadline.remainingNanos(), TimeUnit.NANOSECONDS);
		}
		finally {
			gone.close();
			closing.close();
			lease.forget(action);
		}
	}

	private @Nullable Place look(Contender contender, Place before, Backoff backoff) throws InterruptedException {
		try {
			return this.locks.queue().look(contender);
		}
		catch (StoreUnavailableException ex) {
			if (Thread.interrupted()) {
				throw new InterruptedException();
			}
			pause(backoff);
			return before;
		}
	}

	private void pause(Backoff backoff) throws InterruptedException {
		CountDownLatch wake = new CountDownLatch(1);
		Registration closing = this.locks.onClose(wake::countDown);
		try {
			wake.await(Math.min(backoff.next().toNanos(), this.deadline.remainingNanos()), TimeUnit.NANOSECONDS);
		}
		finally {
			closing.close();
		}
	}

	private void leave(Contender contender, KeptLease<L> lease) {
		try {
			this.locks.queue().leave(contender);
		}
		catch (StoreUnavailableException ex) {
			this.locks.withdraw(contender, lease);
		}
	}

	private LockHandle hold(Contender contender, KeptLease<L> lease, Place first) {
		LockHandle handle = HeldLock.of(this.locks, lease, contender, first);
		this.locks.store().requireOpen(this.operation, this.key);
		return handle;
	}

}
