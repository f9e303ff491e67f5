package dev.kvstore.leader;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;

/**
 * Publishes what becomes of this instance's leadership of one role, in order and on a
 * thread that is there while there is something to tell. Of leaderships that end while a
 * listener is busy nothing is told, so that at most two events wait.
 */
final class LeadershipEvents implements AutoCloseable {

	private static final Log logger = LogFactory.getLog(LeadershipEvents.class);

	private static final Duration LISTENER_END = Duration.ofSeconds(1);

	private final ApplicationEventPublisher publisher;

	private final String role;

	private final ThreadPoolExecutor thread;

	private final Deque<Pending> pending = new ArrayDeque<>();

	private volatile @Nullable Thread publishing;

	LeadershipEvents(ApplicationEventPublisher publisher, String role) {
		this.publisher = publisher;
		this.role = role;
		this.thread = new ThreadPoolExecutor(1, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), (task) -> {
			Thread created = new Thread(task, "kvstore-leader-" + role + "-events");
			created.setDaemon(true);
			return created;
		});
		this.thread.allowCoreThreadTimeOut(true);
	}

	void granted(Leader leader) {
		publish(new Pending(leader, new LeadershipGrantedEvent(this.role, leader.id(), leader.epoch())));
	}

	/**
	 * Tells of the end of a leadership whose beginning was told.
	 * @param leader whose leadership ended
	 * @return is counted down when the listeners know
	 */
	CountDownLatch revoked(Leader leader) {
		if (forgetGrant(leader)) {
			return new CountDownLatch(0);
		}
		return publish(new Pending(leader, new LeadershipRevokedEvent(this.role, leader.id(), leader.epoch())));
	}

	private boolean forgetGrant(Leader leader) {
		synchronized (this.pending) {
			Pending last = this.pending.peekLast();
			return last != null && last.leader().equals(leader) && this.pending.remove(last);
		}
	}

	private CountDownLatch publish(Pending event) {
		synchronized (this.pending) {
			this.pending.addLast(event);
		}
		this.thread.execute(this::publishNext);
		return event.delivered();
	}

	private void publishNext() {
		Pending next = poll();
		if (next == null) {
			return;
		}
		this.publishing = Thread.currentThread();
		try {
			this.publisher.publishEvent(next.event());
		}
		catch (RuntimeException | Error ex) {
			logger.warn("A listener of " + next.event() + " failed", ex);
		}
		finally {
			this.publishing = null;
			next.delivered().countDown();
		}
	}

	private @Nullable Pending poll() {
		synchronized (this.pending) {
			return this.pending.pollFirst();
		}
	}

	/**
	 * Tells whether the caller is a listener.
	 * @return whether an event is published on this thread
	 */
	boolean isPublishingHere() {
		return this.publishing == Thread.currentThread();
	}

	/**
	 * Delivers what waits and ends the thread; a listener that does not end is
	 * interrupted, unless it is the caller.
	 */
	@Override
	public void close() {
		this.thread.shutdown();
		try {
			if (isPublishingHere() || this.thread.awaitTermination(LISTENER_END.toNanos(), TimeUnit.NANOSECONDS)) {
				return;
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		logger.warn("A listener of leadership events of '" + this.role + "' is interrupted because it does not end");
		this.thread.shutdownNow();
	}

	/**
	 * An event that waits for its turn.
	 *
	 * @param leader whose leadership it is
	 * @param event what is published
	 * @param delivered counted down after its listeners
	 */
	private record Pending(Leader leader, Object event, CountDownLatch delivered) {

		private Pending(Leader leader, Object event) {
			this(leader, event, new CountDownLatch(1));
		}

	}

}
