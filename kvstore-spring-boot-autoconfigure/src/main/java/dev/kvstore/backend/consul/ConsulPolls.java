package dev.kvstore.backend.consul;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The blocking queries of one store: one for each path that is watched, until there are
 * so many that an agent would refuse more connections. Then paths share the query of a
 * directory that they have in common.
 */
final class ConsulPolls implements AutoCloseable {

	private static final int MANY = 64;

	private static final int MAX = 96;

	private static final int WORTH_SHARING = 8;

	private final ConsulAgents agents;

	private final KvReads reads;

	private final PollThreads threads = new PollThreads(4 * MAX);

	private final Map<PolledPath, Poll> polls = new HashMap<>();

	private final CountDownLatch closed = new CountDownLatch(1);

	ConsulPolls(ConsulAgents agents, KvReads reads) {
		this.agents = agents;
		this.reads = reads;
	}

	/**
	 * Begins to tell a subscriber of changes, first of the present state.
	 * @param subscriber the subscriber
	 * @return ends it
	 */
	synchronized Subscription subscribe(PollSubscriber subscriber) {
		Poll poll = pollFor(subscriber.path());
		poll.add(subscriber);
		return new Subscription(poll, subscriber);
	}

	private Poll pollFor(PolledPath path) {
		Poll own = this.polls.get(path);
		if (own != null) {
			return own;
		}
		if (this.polls.size() < MANY) {
			return start(path);
		}
		Optional<Poll> shared = this.polls.values()
			.stream()
			.filter((poll) -> poll.path().covers(path))
			.max(Comparator.comparingInt((poll) -> poll.path().path().length()));
		return shared.orElseGet(() -> start(toShare(path)));
	}

	private PolledPath toShare(PolledPath path) {
		if (path.isInternal()) {
			return new PolledPath(ConsulLockQueue.DIRECTORY, true);
		}
		List<PolledPath> polled = this.polls.keySet().stream().filter((other) -> !other.isInternal()).toList();
		boolean full = this.polls.size() >= MAX;
		long enough = full ? polled.size() : WORTH_SHARING;
		String directory = path.path();
		while (!directory.isEmpty()) {
			directory = PolledPath.parent(directory);
			PolledPath candidate = new PolledPath(directory, true);
			if (polled.stream().filter(candidate::covers).count() >= enough && (full || !directory.isEmpty())) {
				return candidate;
			}
		}
		return path;
	}

	private Poll start(PolledPath path) {
		Poll poll = new Poll(path, this);
		this.polls.put(path, poll);
		this.threads.execute(poll::run);
		return poll;
	}

	/**
	 * Ends a poll unless somebody has joined it.
	 * @param poll the poll
	 * @return whether it ended
	 */
	synchronized boolean endIfUnused(Poll poll) {
		return isClosed() || (poll.isUnused() && this.polls.remove(poll.path(), poll));
	}

	void execute(Runnable task) {
		this.threads.execute(task);
	}

	ConsulAgents agents() {
		return this.agents;
	}

	KvReads reads() {
		return this.reads;
	}

	/**
	 * Waits, but not beyond the end of the store.
	 * @param duration how long
	 */
	void pause(Duration duration) {
		try {
			if (!duration.isZero()) {
				this.closed.await(duration.toNanos(), TimeUnit.NANOSECONDS);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	boolean isClosed() {
		return this.closed.getCount() == 0;
	}

	/**
	 * Returns how many queries run.
	 * @return the number, with those that nobody waits for any more
	 */
	synchronized int size() {
		return this.polls.size();
	}

	/**
	 * Ends all; whoever closes the polls closes the connections next.
	 */
	@Override
	public void close() {
		this.closed.countDown();
		this.threads.close();
	}

	/**
	 * Somebody is told of changes.
	 *
	 * @param poll the poll that tells
	 * @param subscriber who is told
	 */
	record Subscription(Poll poll, PollSubscriber subscriber) {

		void end() {
			this.poll.remove(this.subscriber);
		}

		Instant lastContact() {
			return this.poll.lastContact();
		}

	}

}
