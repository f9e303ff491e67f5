package dev.kvstore.backend.etcd;

import java.util.concurrent.TimeUnit;

import dev.kvstore.backend.Backoff;
import dev.kvstore.backend.Deadline;

/**
 * How often a call may be tried: once with each server and once more over a new
 * connection, and for as long as a server tells that it has no leader yet. What a server
 * may have got is tried again only if it changes nothing.
 */
final class Attempts {

	private final int servers;

	private final boolean repeatable;

	private final Deadline deadline;

	private final Backoff backoff = new Backoff();

	private int failures;

	private int logIns;

	private boolean worthWaiting;

	Attempts(int servers, boolean repeatable, Deadline deadline) {
		this.servers = servers;
		this.repeatable = repeatable;
		this.deadline = deadline;
	}

	/**
	 * Tells whether to try again, after a pause if that is worth it.
	 * @param verdict what became of the last attempt
	 * @return {@code false} also if the thread is interrupted
	 */
	boolean another(Verdict verdict) {
		if (this.deadline.isOver() || Thread.currentThread().isInterrupted()) {
			return false;
		}
		return switch (verdict) {
			case REFUSED -> false;
			case LOGGED_OUT -> this.logIns++ < 2;
			case UNKNOWN -> this.repeatable && next(false);
			case UNREACHABLE -> next(false);
			case NOT_NOW -> next(true);
		};
	}

	private boolean next(boolean mayPass) {
		this.failures++;
		this.worthWaiting = this.worthWaiting || mayPass;
		if (this.worthWaiting && this.failures >= this.servers) {
			this.failures = 0;
			this.worthWaiting = false;
			return pause();
		}
		return this.failures <= this.servers;
	}

	private boolean pause() {
		try {
			TimeUnit.NANOSECONDS.sleep(Math.min(this.backoff.next().toNanos(), this.deadline.remainingNanos()));
			return !this.deadline.isOver();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
	}

}
