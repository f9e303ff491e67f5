package dev.kvstore.event;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * The threads that listener methods run on: as many as run at the moment, gone a second
 * after the last one.
 */
final class ListenerThreads implements Executor, AutoCloseable {

	private static final Log logger = LogFactory.getLog(ListenerThreads.class);

	private static final Duration PATIENCE = Duration.ofSeconds(2);

	private static final Duration INTERRUPTED_PATIENCE = Duration.ofSeconds(1);

	private final AtomicLong count = new AtomicLong();

	private final ThreadPoolExecutor threads = new ThreadPoolExecutor(0, Integer.MAX_VALUE, 1, TimeUnit.SECONDS,
			new SynchronousQueue<>(), this::newThread);

	private Thread newThread(Runnable task) {
		return new ListenerThread(this, task, "kvstore-listener-" + this.count.incrementAndGet());
	}

	@Override
	public void execute(Runnable task) {
		this.threads.execute(task);
	}

	/**
	 * Waits for calls that run and interrupts those that do not end, unless the caller is
	 * one of them.
	 */
	@Override
	public void close() {
		this.threads.shutdown();
		if (isOwn(Thread.currentThread()) || awaitEnd(PATIENCE)) {
			return;
		}
		logger.warn("Methods with @StoreListener are interrupted because they do not end");
		this.threads.shutdownNow();
		if (!awaitEnd(INTERRUPTED_PATIENCE)) {
			logger.warn("Methods with @StoreListener still run although they were interrupted");
		}
	}

	boolean isOwn(Thread thread) {
		return thread instanceof ListenerThread own && own.owner == this;
	}

	private boolean awaitEnd(Duration longest) {
		try {
			return this.threads.awaitTermination(longest.toNanos(), TimeUnit.NANOSECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
	}

	/**
	 * A thread that is known for one of its owner's.
	 */
	private static final class ListenerThread extends Thread {

		private final ListenerThreads owner;

		private ListenerThread(ListenerThreads owner, Runnable task, String name) {
			super(task, name);
			this.owner = owner;
			setDaemon(true);
		}

	}

}
