package dev.kvstore.backend;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Runs tasks later, one at a time, on a thread that exists only while there are any.
 */
public final class DelayedTasks implements AutoCloseable {

	private final ScheduledThreadPoolExecutor timer;

	/**
	 * Creates tasks without any.
	 * @param name the beginning of the thread's name
	 */
	public DelayedTasks(String name) {
		this.timer = new ScheduledThreadPoolExecutor(1, new DaemonThreads(name),
				new ThreadPoolExecutor.DiscardPolicy());
		this.timer.setKeepAliveTime(1, TimeUnit.SECONDS);
		this.timer.allowCoreThreadTimeOut(true);
		this.timer.setRemoveOnCancelPolicy(true);
	}

	/**
	 * Runs a task later; never after {@link #close()}.
	 * @param task the task, which keeps the others waiting while it runs
	 * @param delay how much later
	 * @return forgets the task if it does not run yet
	 */
	public Registration schedule(Runnable task, Duration delay) {
		Future<?> scheduled = this.timer.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
		return () -> scheduled.cancel(false);
	}

	/**
	 * Drops what has not begun.
	 */
	@Override
	public void close() {
		this.timer.shutdownNow();
	}

}
