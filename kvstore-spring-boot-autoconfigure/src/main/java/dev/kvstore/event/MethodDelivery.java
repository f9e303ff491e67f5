package dev.kvstore.event;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Executor;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import dev.kvstore.api.WatchEvent;

/**
 * Calls one method for the changes that wait for it, on as many threads as it allows and
 * only while there is something to call it for.
 */
final class MethodDelivery {

	private static final Log logger = LogFactory.getLog(MethodDelivery.class);

	private final ListenerMethod method;

	private final Executor threads;

	private final StoreListenerErrorHandler errors;

	private final CoalescedEvents waiting = new CoalescedEvents();

	private final Set<String> running = new HashSet<>();

	private int workers;

	private boolean closed;

	MethodDelivery(ListenerMethod method, Executor threads, StoreListenerErrorHandler errors) {
		this.method = method;
		this.threads = threads;
		this.errors = errors;
	}

	ListenerMethod method() {
		return this.method;
	}

	/**
	 * Takes a change, at once.
	 * @param key the key
	 * @param change its change
	 */
	synchronized void add(String key, WatchEvent change) {
		if (this.closed) {
			return;
		}
		this.waiting.add(change);
		if (this.workers < this.method.concurrency() && !this.running.contains(key)) {
			startWorker();
		}
	}

	/**
	 * Notes a change that the method is not called for.
	 * @param change the change
	 */
	synchronized void skip(WatchEvent change) {
		this.waiting.know(change);
	}

	private void startWorker() {
		try {
			this.threads.execute(this::work);
			this.workers++;
		}
		catch (OutOfMemoryError ex) {
			// the system has no thread left; what waits goes with the next change
			logger.warn("No thread for the listener method " + this.method.method(), ex);
		}
	}

	private void work() {
		WatchEvent change = next(null);
		while (change != null) {
			String key = CoalescedEvents.keyOf(change);
			if (key != null) {
				call(key, change);
			}
			change = next(key);
		}
	}

	private synchronized @Nullable WatchEvent next(@Nullable String done) {
		if (done != null) {
			this.running.remove(done);
		}
		WatchEvent change = this.closed ? null : this.waiting.take(this.running);
		String key = (change != null) ? CoalescedEvents.keyOf(change) : null;
		if (key != null) {
			this.running.add(key);
			// a method may leave its thread interrupted, which is not for the next key
			Thread.interrupted();
		}
		else {
			this.workers--;
		}
		return change;
	}

	private void call(String key, WatchEvent change) {
		try {
			this.method.call(key, change);
		}
		catch (Throwable ex) {
			handle(key, change, ex);
		}
	}

	private void handle(String key, WatchEvent change, Throwable failure) {
		try {
			this.errors.handle(this.method.method(), key, change, failure);
		}
		catch (RuntimeException | Error ex) {
			logger.warn("The error handler failed with the failure of " + this.method.method() + " for '" + key + "'",
					ex);
		}
	}

	/**
	 * Returns how many changes wait.
	 * @return at most one a key
	 */
	synchronized int pending() {
		return this.waiting.size();
	}

	/**
	 * Calls the method no more.
	 */
	synchronized void close() {
		this.closed = true;
		this.waiting.clear();
	}

}
