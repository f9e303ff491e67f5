package dev.kvstore.backend;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import dev.kvstore.api.LockOptions;
import dev.kvstore.api.StoreLock;

/**
 * The locks of one store: what it holds and what waits.
 *
 * @param <L> what names a lease
 */
public final class QueuedLocks<L> {

	private final CheckedStore store;

	private final String backend;

	private final LockQueue<L> queue;

	private final KeptLeases<L> leases;

	private final CallbackThreads threads;

	private final Duration requestTimeout;

	private final Withdrawals withdrawals;

	private final DelayedTasks timer;

	private final Set<Runnable> closeActions = new HashSet<>();

	private boolean closed;

	/**
	 * Creates the locks of a store.
	 * @param store the store
	 * @param backend its backend's name
	 * @param queue the queues on the server
	 * @param leases the store's leases; whoever closes the locks closes them next
	 * @param threads run what blocks and what users do on loss
	 * @param requestTimeout how long a call may take besides waiting for its turn
	 */
	public QueuedLocks(CheckedStore store, String backend, LockQueue<L> queue, KeptLeases<L> leases,
			CallbackThreads threads, Duration requestTimeout) {
		this.store = store;
		this.backend = backend;
		this.queue = queue;
		this.leases = leases;
		this.threads = threads;
		this.requestTimeout = requestTimeout;
		this.withdrawals = new Withdrawals(backend, threads);
		this.timer = new DelayedTasks("kvstore-" + backend + "-locks");
	}

	/**
	 * Returns the lock of a key.
	 * @param key the canonical key
	 * @param options how to hold it
	 * @return the lock
	 */
	public StoreLock lock(String key, LockOptions options) {
		return new QueuedLock<>(this, key, options);
	}

	CheckedStore store() {
		return this.store;
	}

	String backend() {
		return this.backend;
	}

	LockQueue<L> queue() {
		return this.queue;
	}

	Deadline requestDeadline() {
		return Deadline.after(this.requestTimeout);
	}

	KeptLease<L> useLease(String operation, String key, Duration ttl, Deadline deadline) throws InterruptedException {
		return this.leases.use(operation, key, ttl, deadline);
	}

	CallbackThreads threads() {
		return this.threads;
	}

	DelayedTasks timer() {
		return this.timer;
	}

	/**
	 * Takes a contender's record away in the background, unless its lease does so.
	 * @param contender the contender
	 * @param lease the lease that its record ends with at the latest
	 */
	void withdraw(LockQueue.Contender contender, KeptLease<L> lease) {
		this.withdrawals.start(() -> this.queue.withdraw(contender), () -> lease.isAlive() && !isClosed());
	}

	private boolean isClosed() {
		synchronized (this.closeActions) {
			return this.closed;
		}
	}

	/**
	 * Runs an action when the store closes, at once if it did.
	 * @param action what to do, must not block
	 * @return forgets the action
	 */
	Registration onClose(Runnable action) {
		synchronized (this.closeActions) {
			if (!this.closed) {
				this.closeActions.add(action);
				return () -> forget(action);
			}
		}
		action.run();
		return () -> {
		};
	}

	private void forget(Runnable action) {
		synchronized (this.closeActions) {
			this.closeActions.remove(action);
		}
	}

	/**
	 * Ends all ownership and all waiting. The leases, which the records end with, are to
	 * be closed next.
	 */
	public void close() {
		List<Runnable> actions;
		synchronized (this.closeActions) {
			this.closed = true;
			actions = List.copyOf(this.closeActions);
			this.closeActions.clear();
		}
		actions.forEach(Runnable::run);
		this.timer.close();
		this.withdrawals.close();
	}

}
