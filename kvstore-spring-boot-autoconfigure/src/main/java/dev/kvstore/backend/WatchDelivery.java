package dev.kvstore.backend;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import dev.kvstore.api.KeyValue;
import dev.kvstore.api.StoreException;
import dev.kvstore.api.Watch;
import dev.kvstore.api.WatchEvent;
import dev.kvstore.api.WatchListener;

/**
 * One watch: takes what a backend learns and hands it to the listener, on a thread of its
 * own and only while there is something to hand over. Stale states are dropped, so a
 * backend may offer what it has offered before.
 */
public final class WatchDelivery implements Watch {

	private static final Logger logger = System.getLogger(WatchDelivery.class.getName());

	private static final long CLOSE_WAIT_NANOS = TimeUnit.SECONDS.toNanos(1);

	private final String path;

	private final WatchListener listener;

	private final CallbackThreads threads;

	private final Supplier<Instant> lastContact;

	private final Consumer<WatchDelivery> onClose;

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition idle = this.lock.newCondition();

	private final PendingEvents pending = new PendingEvents();

	private boolean scheduled;

	private @Nullable Thread caller;

	private volatile boolean closed;

	private volatile boolean synced;

	/**
	 * Creates a watch to which nothing was offered yet.
	 * @param path the key or directory
	 * @param listener the user's listener
	 * @param threads the threads to call it on
	 * @param lastContact tells when the backend was last heard of
	 * @param onClose ends what the backend has for this watch
	 */
	public WatchDelivery(String path, WatchListener listener, CallbackThreads threads, Supplier<Instant> lastContact,
			Consumer<WatchDelivery> onClose) {
		this.path = path;
		this.listener = listener;
		this.threads = threads;
		this.lastContact = lastContact;
		this.onClose = onClose;
	}

	/**
	 * Returns what is watched.
	 * @return the canonical key or directory
	 */
	public String path() {
		return this.path;
	}

	/**
	 * Offers the present value of a key.
	 * @param keyValue the value
	 */
	public void put(KeyValue keyValue) {
		offer(() -> this.pending.put(keyValue));
	}

	/**
	 * Offers the deletion of a key.
	 * @param key the key
	 * @param version a version after the deleted value's
	 */
	public void deleted(String key, long version) {
		offer(() -> this.pending.deleted(key, version));
	}

	/**
	 * Offers the whole present state: what is new or missing in it, and that the watch is
	 * synced then.
	 * @param state reads the state; nothing else is offered meanwhile
	 */
	public void present(Supplier<? extends Collection<KeyValue>> state) {
		offer(() -> {
			this.pending.present(state.get());
			this.pending.synced();
		});
	}

	/**
	 * Tells that changes may be missing from now on.
	 * @param cause why
	 */
	public void interrupted(StoreException cause) {
		offer(() -> {
			this.synced = false;
			this.pending.interrupted(cause);
		});
	}

	private void offer(Runnable addition) {
		this.lock.lock();
		try {
			if (this.closed) {
				return;
			}
			addition.run();
			if (!this.scheduled && !this.pending.isEmpty()) {
				this.scheduled = schedule();
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	private boolean schedule() {
		try {
			this.threads.run(this::deliver);
			return true;
		}
		catch (OutOfMemoryError ex) {
			// the system has no thread left; what waits goes with the next event
			logger.log(Level.WARNING, "No thread for the listener of the watch of '" + this.path + "'", ex);
			return false;
		}
	}

	private void deliver() {
		WatchEvent event = next();
		while (event != null) {
			try {
				this.listener.onEvent(event);
			}
			catch (RuntimeException | Error ex) {
				logger.log(Level.WARNING, "The listener of the watch of '" + this.path + "' failed", ex);
			}
			event = next();
		}
	}

	private @Nullable WatchEvent next() {
		this.lock.lock();
		try {
			WatchEvent event = this.closed ? null : this.pending.next();
			this.caller = (event != null) ? Thread.currentThread() : null;
			this.scheduled = event != null;
			// a listener may leave its thread interrupted, which is not for the next
			// event
			Thread.interrupted();
			if (event instanceof WatchEvent.Synced) {
				this.synced = true;
			}
			else if (event == null) {
				this.idle.signalAll();
			}
			return event;
		}
		finally {
			this.lock.unlock();
		}
	}

	@Override
	public boolean isActive() {
		return !this.closed;
	}

	@Override
	public boolean isSynced() {
		return this.synced && !this.closed;
	}

	@Override
	public Instant lastContact() {
		return this.lastContact.get();
	}

	@Override
	public int pendingEvents() {
		this.lock.lock();
		try {
			return this.pending.size();
		}
		finally {
			this.lock.unlock();
		}
	}

	@Override
	public void close() {
		closeAll(List.of(this));
	}

	/**
	 * Closes several watches, waiting at most one second for all their listeners
	 * together.
	 * @param watches the watches
	 */
	public static void closeAll(Collection<WatchDelivery> watches) {
		List<WatchDelivery> ended = watches.stream().filter(WatchDelivery::end).toList();
		ended.forEach((watch) -> watch.onClose.accept(watch));
		long deadline = System.nanoTime() + CLOSE_WAIT_NANOS;
		ended.forEach((watch) -> watch.awaitCaller(deadline));
	}

	private boolean end() {
		this.lock.lock();
		try {
			boolean first = !this.closed;
			this.closed = true;
			this.pending.clear();
			return first;
		}
		finally {
			this.lock.unlock();
		}
	}

	private void awaitCaller(long deadline) {
		this.lock.lock();
		try {
			long remaining = deadline - System.nanoTime();
			while (this.caller != null && this.caller != Thread.currentThread() && remaining > 0) {
				remaining = this.idle.awaitNanos(remaining);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		finally {
			this.lock.unlock();
		}
	}

}
