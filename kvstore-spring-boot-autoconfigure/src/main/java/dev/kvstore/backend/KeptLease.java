package dev.kvstore.backend;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A lease that is renewed while the store lives and somebody uses it.
 *
 * @param <L> what names a lease
 */
public final class KeptLease<L> {

	private final L lease;

	private final LeaseClock clock;

	private final Set<Runnable> lossActions = new LinkedHashSet<>();

	private int uses;

	private boolean over;

	KeptLease(L lease, LeaseClock clock) {
		this.lease = lease;
		this.clock = clock;
	}

	/**
	 * Returns what names the lease.
	 * @return the name
	 */
	public L lease() {
		return this.lease;
	}

	/**
	 * Returns the lease's clock.
	 * @return the clock
	 */
	public LeaseClock clock() {
		return this.clock;
	}

	/**
	 * Tells whether the lease lasts, as far as is known.
	 * @return {@code false} for ever once it is over
	 */
	public boolean isAlive() {
		if (this.clock.isExpired()) {
			lost();
		}
		synchronized (this.lossActions) {
			return !this.over;
		}
	}

	/**
	 * Runs an action when the lease is lost, at once if it is. Not for a lease that ends
	 * because the store closes.
	 * @param action what to do; must not block
	 */
	public void onLost(Runnable action) {
		synchronized (this.lossActions) {
			if (!this.over) {
				this.lossActions.add(action);
				return;
			}
		}
		action.run();
	}

	/**
	 * Forgets an action.
	 * @param action the action
	 */
	public void forget(Runnable action) {
		synchronized (this.lossActions) {
			this.lossActions.remove(action);
		}
	}

	/**
	 * Ends a use; a lease without uses is given back after a while.
	 */
	public void free() {
		synchronized (this.lossActions) {
			this.uses--;
		}
	}

	boolean use() {
		if (!isAlive()) {
			return false;
		}
		synchronized (this.lossActions) {
			this.uses++;
			return !this.over;
		}
	}

	boolean isUnused() {
		synchronized (this.lossActions) {
			return this.uses == 0;
		}
	}

	boolean retireIfUnused() {
		synchronized (this.lossActions) {
			boolean retired = this.uses == 0 && !this.over;
			this.over = this.over || retired;
			return retired;
		}
	}

	boolean lost() {
		List<Runnable> actions;
		synchronized (this.lossActions) {
			if (this.over) {
				return false;
			}
			this.over = true;
			actions = new ArrayList<>(this.lossActions);
			this.lossActions.clear();
		}
		this.clock.expire();
		actions.forEach(Runnable::run);
		return true;
	}

}
