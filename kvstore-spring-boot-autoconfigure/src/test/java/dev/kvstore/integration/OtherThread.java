package dev.kvstore.integration;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/**
 * Something that runs on a thread of its own.
 *
 * @param <T> what it answers
 */
final class OtherThread<T> {

	private final FutureTask<T> task;

	private final Thread thread;

	private OtherThread(Callable<T> callable) {
		this.task = new FutureTask<>(callable);
		this.thread = new Thread(this.task, "other");
		this.thread.setDaemon(true);
	}

	static <T> OtherThread<T> start(Callable<T> callable) {
		OtherThread<T> other = new OtherThread<>(callable);
		other.thread.start();
		return other;
	}

	static <T> T run(Callable<T> callable) throws Exception {
		return start(callable).answer();
	}

	boolean isWaiting() {
		return !this.task.isDone() && (this.thread.getState() == Thread.State.WAITING
				|| this.thread.getState() == Thread.State.TIMED_WAITING);
	}

	void interrupt() {
		this.thread.interrupt();
	}

	T answer() throws Exception {
		try {
			return this.task.get(60, TimeUnit.SECONDS);
		}
		catch (ExecutionException ex) {
			throw (ex.getCause() instanceof Exception cause) ? cause : ex;
		}
	}

}
