package dev.kvstore.backend;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The threads that user code runs on: as many as callbacks run at the moment, gone a
 * second after the last one.
 */
public final class CallbackThreads implements AutoCloseable {

	private final ThreadPoolExecutor threads;

	/**
	 * Creates the threads' pool, without a thread.
	 * @param name the beginning of the threads' names
	 */
	public CallbackThreads(String name) {
		AtomicLong count = new AtomicLong();
		this.threads = new ThreadPoolExecutor(0, Integer.MAX_VALUE, 1, TimeUnit.SECONDS, new SynchronousQueue<>(),
				(task) -> {
					Thread thread = new Thread(task, name + "-" + count.incrementAndGet());
					thread.setDaemon(true);
					return thread;
				});
	}

	/**
	 * Runs a callback, also when the threads were closed meanwhile: a lost lock is told
	 * even then.
	 * @param callback what to run
	 */
	public void run(Runnable callback) {
		try {
			this.threads.execute(callback);
		}
		catch (RejectedExecutionException ex) {
			Thread thread = new Thread(callback, "kvstore-late-callback");
			thread.setDaemon(true);
			thread.start();
		}
	}

	/**
	 * Lets running callbacks end and keeps no thread after them.
	 */
	@Override
	public void close() {
		this.threads.shutdown();
	}

}
