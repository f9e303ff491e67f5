package dev.kvstore.config;

import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

/**
 * Runs a task once a burst of changes is over, or when it has gone on for too long. The
 * task never runs twice at once.
 */
final class QuietPeriod implements AutoCloseable {

	private static final Duration LONGEST_CLOSE = Duration.ofSeconds(2);

	private final Duration period;

	private final Duration longestBurst;

	private final Runnable task;

	private final ScheduledThreadPoolExecutor timer;

	private @Nullable ScheduledFuture<?> next;

	private long burstBegin;

	private volatile @Nullable Thread running;

	QuietPeriod(Duration period, Duration longestBurst, Runnable task) {
		this.period = period;
		this.longestBurst = longestBurst;
		this.task = task;
		this.timer = new ScheduledThreadPoolExecutor(1, (run) -> {
			Thread thread = new Thread(run, "kvstore-config-refresh");
			thread.setDaemon(true);
			return thread;
		});
		this.timer.setRemoveOnCancelPolicy(true);
	}

	/**
	 * Tells of a change.
	 */
	synchronized void changed() {
		long now = System.nanoTime();
		if (this.next == null) {
			this.burstBegin = now;
		}
		else {
			this.next.cancel(false);
		}
		long left = this.longestBurst.toNanos() - (now - this.burstBegin);
		if (!this.timer.isShutdown()) {
			this.next = this.timer.schedule(this::over, Math.max(0, Math.min(this.period.toNanos(), left)),
					TimeUnit.NANOSECONDS);
		}
	}

	private void over() {
		synchronized (this) {
			this.next = null;
		}
		this.running = Thread.currentThread();
		try {
			this.task.run();
		}
		finally {
			this.running = null;
		}
	}

	/**
	 * Runs no more. A task that still runs 2 s later is interrupted, unless it is the one
	 * that calls this, which is neither waited for nor interrupted.
	 */
	@Override
	public void close() {
		synchronized (this) {
			this.timer.shutdown();
			if (this.next != null) {
				this.next.cancel(false);
			}
		}
		if (this.running != Thread.currentThread()) {
			awaitEnd();
		}
	}

	private void awaitEnd() {
		try {
			if (!this.timer.awaitTermination(LONGEST_CLOSE.toMillis(), TimeUnit.MILLISECONDS)) {
				this.timer.shutdownNow();
			}
		}
		catch (InterruptedException ex) {
			this.timer.shutdownNow();
			Thread.currentThread().interrupt();
		}
	}

}
