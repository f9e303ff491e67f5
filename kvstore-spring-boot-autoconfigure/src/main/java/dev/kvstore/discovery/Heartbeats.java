package dev.kvstore.discovery;

import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.client.discovery.event.HeartbeatEvent;
import org.springframework.context.ApplicationEventPublisher;

/**
 * Publishes that something has changed, on a thread of its own that lives while there is
 * something to tell. Changes that come while listeners are busy are told as one.
 */
final class Heartbeats {

	private static final Log logger = LogFactory.getLog(Heartbeats.class);

	private static final Duration LONGEST_STOP = Duration.ofSeconds(2);

	private final Object source;

	private final ApplicationEventPublisher publisher;

	private final AtomicLong changes = new AtomicLong();

	private final AtomicBoolean waiting = new AtomicBoolean();

	private volatile @Nullable ThreadPoolExecutor thread;

	private volatile @Nullable Thread teller;

	Heartbeats(Object source, ApplicationEventPublisher publisher) {
		this.source = source;
		this.publisher = publisher;
	}

	void changed() {
		this.changes.incrementAndGet();
		publish();
	}

	private void publish() {
		ThreadPoolExecutor running = this.thread;
		if (running != null && !this.waiting.getAndSet(true)) {
			running.execute(() -> {
				this.waiting.set(false);
				tell();
			});
		}
	}

	private void tell() {
		this.teller = Thread.currentThread();
		try {
			this.publisher.publishEvent(new HeartbeatEvent(this.source, this.changes.get()));
		}
		catch (RuntimeException ex) {
			logger.warn("A listener failed for a heartbeat of service discovery", ex);
		}
		finally {
			this.teller = null;
		}
	}

	/**
	 * Begins to publish, with what has changed before.
	 */
	void start() {
		this.waiting.set(false);
		ThreadPoolExecutor started = new ThreadPoolExecutor(1, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(),
				(task) -> {
					Thread thread = new Thread(task, "kvstore-heartbeat");
					thread.setDaemon(true);
					return thread;
				}, new ThreadPoolExecutor.DiscardPolicy());
		started.allowCoreThreadTimeOut(true);
		this.thread = started;
		if (this.changes.get() > 0) {
			publish();
		}
	}

	boolean isRunning() {
		return this.thread != null;
	}

	/**
	 * Publishes no more and waits for listeners, 2 s at most. A listener that stops its
	 * own application is neither waited for nor interrupted.
	 */
	void stop() {
		ThreadPoolExecutor ending = this.thread;
		this.thread = null;
		if (ending == null) {
			return;
		}
		ending.shutdown();
		if (this.teller == Thread.currentThread()) {
			return;
		}
		try {
			if (!ending.awaitTermination(LONGEST_STOP.toMillis(), TimeUnit.MILLISECONDS)) {
				ending.shutdownNow();
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
