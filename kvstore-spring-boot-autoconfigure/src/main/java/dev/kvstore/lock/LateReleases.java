package dev.kvstore.lock;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * Releases locks that are held longer than their tasks ran, on one daemon thread that
 * lives while there are any.
 */
final class LateReleases implements AutoCloseable {

	private final ScheduledThreadPoolExecutor timer;

	private final Set<HeldLock> pending = ConcurrentHashMap.newKeySet();

	LateReleases() {
		CustomizableThreadFactory threads = new CustomizableThreadFactory("kvstore-lock-releases-");
		threads.setDaemon(true);
		this.timer = new ScheduledThreadPoolExecutor(1, threads);
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

	@Override
	public void close() {
		this.timer.shutdownNow();
		this.pending.forEach(this::release);
	}

}
