package dev.kvstore.backend;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;

import dev.kvstore.api.LockHandle;
import dev.kvstore.api.LockLostException;

/**
 * Ownership of a lock, from its grant to its loss or release, whichever comes first.
 */
public final class LockLease implements LockHandle {

	private static final Logger logger = System.getLogger(LockLease.class.getName());

	private final String backend;

	private final String key;

	private final long fencingToken;

	private final LeaseClock clock;

	private final CallbackThreads threads;

	private final LockRecord record;

	private final List<Runnable> lossActions = new ArrayList<>();

	private State state = State.HELD;

	/**
	 * Creates the ownership of a lock that was granted.
	 * @param backend the backend's name
	 * @param key the key of the lock
	 * @param fencingToken its fencing token
	 * @param clock tells until when the lease lasts
	 * @param threads run what is to be done on loss
	 * @param record what stands for the lock on the server
	 */
	public LockLease(String backend, String key, long fencingToken, LeaseClock clock, CallbackThreads threads,
			LockRecord record) {
		this.backend = backend;
		this.key = key;
		this.fencingToken = fencingToken;
		this.clock = clock;
		this.threads = threads;
		this.record = record;
	}

	@Override
	public String key() {
		return this.key;
	}

	@Override
	public long fencingToken() {
		return this.fencingToken;
	}

	/**
	 * Returns the clock of the lease.
	 * @return the clock
	 */
	public LeaseClock clock() {
		return this.clock;
	}

	@Override
	public boolean isHeld() {
		if (this.clock.isExpired()) {
			lost();
		}
		return isIn(State.HELD);
	}

	@Override
	public void assertHeld() {
		if (!isHeld()) {
			throw new LockLostException(this.backend, "assertHeld", this.key,
					isIn(State.LOST) ? "the lock was lost; stop what it protects" : "the lock was released", null);
		}
	}

	@Override
	public void onLost(Runnable action) {
		Arguments.requireNonNull(action, "action");
		if (!isHeld() || !addLossAction(action)) {
			tellIfLost(action);
		}
	}

	private boolean addLossAction(Runnable action) {
		synchronized (this.lossActions) {
			return this.state == State.HELD && this.lossActions.add(action);
		}
	}

	private void tellIfLost(Runnable action) {
		if (isIn(State.LOST)) {
			tell(action);
		}
	}

	/**
	 * Ends the ownership as lost.
	 * @return {@code false} if it had ended before
	 */
	public boolean lost() {
		if (!end(State.HELD, State.LOST)) {
			return false;
		}
		this.lossActions.forEach(this::tell);
		this.record.lost(this);
		return true;
	}

	private void tell(Runnable action) {
		this.threads.run(() -> {
			try {
				action.run();
			}
			catch (RuntimeException | Error ex) {
				logger.log(Level.WARNING, "What to do on loss of the lock of '" + this.key + "' failed", ex);
			}
		});
	}

	@Override
	public void unlock() {
		if (!release() && isIn(State.LOST)) {
			throw new LockLostException(this.backend, "unlock", this.key,
					"the lock was lost before; what it protected may have been changed by its next holder", null);
		}
	}

	@Override
	public void close() {
		release();
	}

	private boolean release() {
		if (!isHeld() || !end(State.HELD, State.RELEASED)) {
			return false;
		}
		if (this.record.release(this)) {
			return true;
		}
		end(State.RELEASED, State.LOST);
		this.lossActions.forEach(this::tell);
		return false;
	}

	/**
	 * Ends the ownership without asking the server, because the store that it belongs to
	 * closes and gives its lease back.
	 */
	public void closed() {
		end(State.HELD, State.RELEASED);
	}

	private boolean isIn(State expected) {
		synchronized (this.lossActions) {
			return this.state == expected;
		}
	}

	private boolean end(State from, State next) {
		synchronized (this.lossActions) {
			if (this.state != from) {
				return false;
			}
			this.state = next;
			return true;
		}
	}

	private enum State {

		HELD, LOST, RELEASED

	}

}
