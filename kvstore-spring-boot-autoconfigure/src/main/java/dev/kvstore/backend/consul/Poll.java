package dev.kvstore.backend.consul;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import dev.kvstore.api.StoreException;
import dev.kvstore.api.StoreUnavailableException;
import dev.kvstore.backend.Backoff;
import dev.kvstore.backend.consul.PolledState.Question;

/**
 * One blocking query after the other for all that watch the same path. Who joins while a
 * query is held back gets its state from a second query.
 */
final class Poll {

	private static final Logger logger = System.getLogger(Poll.class.getName());

	private static final Duration WAIT = Duration.ofSeconds(10);

	/** An agent adds up to a sixteenth to the wait. */
	private static final Duration SLACK = Duration.ofSeconds(2).plus(WAIT.dividedBy(16));

	private static final int ENTRIES_PER_MILLI = 100;

	private static final long MAX_PAUSE_MILLIS = 500;

	private static final long IDLE_PAUSE_MILLIS = 20;

	private final PolledPath path;

	private final ConsulPolls polls;

	private final PolledState state;

	private boolean held;

	private boolean refreshing;

	Poll(PolledPath path, ConsulPolls polls) {
		this.path = path;
		this.polls = polls;
		this.state = new PolledState(path);
	}

	PolledPath path() {
		return this.path;
	}

	Instant lastContact() {
		return this.state.lastContact();
	}

	boolean isUnused() {
		return this.state.isUnused();
	}

	synchronized void add(PollSubscriber subscriber) {
		this.state.add(subscriber);
		if (this.held && !this.refreshing) {
			this.refreshing = true;
			this.polls.execute(this::refresh);
		}
	}

	void remove(PollSubscriber subscriber) {
		this.state.remove(subscriber);
	}

	/**
	 * Asks until nobody wants to know any more.
	 */
	void run() {
		Backoff backoff = new Backoff();
		while (!this.polls.endIfUnused(this)) {
			if (attempt(backoff, this::ask)) {
				backoff.reset();
			}
		}
	}

	private boolean attempt(Backoff backoff, Attempt attempt) {
		try {
			this.polls.pause(attempt.make());
			return true;
		}
		catch (StoreException ex) {
			this.state.interrupted(ex);
			this.polls.pause(backoff.next());
			return false;
		}
		catch (RuntimeException | Error ex) {
			logger.log(Level.WARNING, "A query of '" + this.path.path() + "' failed and is repeated", ex);
			this.state.interrupted(new StoreUnavailableException(ConsulStore.BACKEND, "watch", this.path.path(), false,
					"the state could not be read or passed on, which is tried again", ex));
			this.polls.pause(backoff.next());
			return false;
		}
	}

	private Duration ask() {
		Question question;
		synchronized (this) {
			question = this.state.ask();
			this.held = question.index() > 0;
		}
		try {
			return answer(question);
		}
		finally {
			synchronized (this) {
				this.held = false;
			}
		}
	}

	private Duration answer(Question question) {
		String query = this.path.query() + KvReads.CONSISTENT;
		boolean atOnce = question.index() == 0;
		ConsulRequest request = ConsulRequest.read("watch", this.path.path(),
				atOnce ? query : query + "&index=" + question.index() + "&wait=" + WAIT.toSeconds() + "s");
		ConsulAnswer answer = atOnce ? this.polls.agents().call(request)
				: this.polls.agents().poll(request, WAIT, SLACK);
		List<KvEntry> entries = this.polls.reads().entries(request, answer);
		long index = Math.max(1, answer.index());
		boolean changed = this.state.answered(question, entries, index);
		boolean idle = !changed && index != question.index() && !atOnce;
		return Duration
			.ofMillis(Math.min(MAX_PAUSE_MILLIS, entries.size() / ENTRIES_PER_MILLI + (idle ? IDLE_PAUSE_MILLIS : 0)));
	}

	private void refresh() {
		Backoff backoff = new Backoff();
		while (isRefreshNeeded()) {
			attempt(backoff, () -> answer(this.state.askAfresh()));
		}
	}

	private synchronized boolean isRefreshNeeded() {
		this.refreshing = !this.state.isCurrent() && !this.polls.isClosed();
		return this.refreshing;
	}

	/**
	 * Asks once.
	 */
	private interface Attempt {

		/**
		 * Asks.
		 * @return how long to wait before asking again
		 */
		Duration make();

	}

}
