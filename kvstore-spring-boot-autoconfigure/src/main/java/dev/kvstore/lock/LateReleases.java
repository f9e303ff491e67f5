package dev.kvstore.lock;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * Releases locks that are held longer than their tasks ran, on one daemon thread that
 * lives while there are any.
 */
final class LateReleases implements AutoCloseable {

	private static final int RELEASED_AT_ONCE = 8;

	private static final Duration LONGEST_CLOSE = Duration.ofSeconds(5);

	private final CustomizableThreadFactory threads = new CustomizableThreadFactory("kvstore-lock-releases-");

	private final ScheduledThreadPoolExecutor timer;

	private final Set<HeldLock> pending = ConcurrentHashMap.newKeySet();

	LateReleases() {
		this.threads.setDaemon(true);
		this.timer = new ScheduledThreadPoolExecutor(1, this.threads);
		this.timer.setKeepAliveTime(1, TimeUnit.SECONDS);
		this.timer.allowCoreThreadTimeOut(true);
	}

	void schedule(HeldLock lock, Duration delay) {
		this.pending.add(lock);
		try {
			Future<?> unused = this.timer.schedule(() -> release(lock), TimeUnit.NANOSECONDS.convert(delay),
					TimeUnit.NANOSECONDS);
		}
		catch (RejectedExecutionException ex) {
			release(lock);
		}
	}

	private void release(HeldLock lock) {
		if (this.pending.remove(lock)) {
			lock.release();
		}
	}

	/**
	 * Releases what waits, some at a time, and waits for it so long that a server that
	 * does not answer is no hindrance.
	 */
	@Override
	public void close() {
		this.timer.shutdownNow();
		ThreadPoolExecutor releasing = new ThreadPoolExecutor(RELEASED_AT_ONCE, RELEASED_AT_ONCE, 1, TimeUnit.SECONDS,
				new LinkedBlockingQueue<>(), this.threads);
		this.pending.forEach((lock) -> releasing.execute(() -> release(lock)));
		releasing.shutdown();
		try {
			if (releasing.awaitTermination(LONGEST_CLOSE.toNanos(), TimeUnit.NANOSECONDS)) {
				return;
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		releasing.shutdownNow();
	}

}
