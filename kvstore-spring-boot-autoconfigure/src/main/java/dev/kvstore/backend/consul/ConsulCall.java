package dev.kvstore.backend.consul;

import java.time.Duration;

import org.apache.http.client.methods.HttpRequestBase;
import org.jspecify.annotations.Nullable;

import dev.kvstore.backend.Deadline;

/**
 * A call that its thread is making: what the client underneath must know of it.
 */
final class ConsulCall {

	private static final ThreadLocal<@Nullable ConsulCall> CURRENT = new ThreadLocal<>();

	private final Deadline deadline;

	private final Duration silence;

	private volatile @Nullable HttpRequestBase request;

	private volatile boolean aborted;

	private boolean sent;

	/**
	 * Creates a call.
	 * @param deadline until when it must be over
	 * @param silence how long the agent may say nothing meanwhile, zero for no bound but
	 * the deadline
	 */
	ConsulCall(Deadline deadline, Duration silence) {
		this.deadline = deadline;
		this.silence = silence;
	}

	static @Nullable ConsulCall current() {
		return CURRENT.get();
	}

	void begin() {
		CURRENT.set(this);
	}

	void end() {
		CURRENT.remove();
	}

	void started(HttpRequestBase started) {
		this.request = started;
		if (this.aborted) {
			started.abort();
		}
	}

	/**
	 * Ends the call at once, from another thread.
	 */
	void abort() {
		this.aborted = true;
		HttpRequestBase running = this.request;
		if (running != null) {
			running.abort();
		}
	}

	void sending() {
		this.sent = true;
	}

	/**
	 * Tells whether anything was sent, in which case the agent may act on it.
	 * @return {@code false} if certainly nothing was
	 */
	boolean isSent() {
		return this.sent;
	}

	/**
	 * Tells whether the agent is asked to hold its answer back.
	 * @return {@code true} for a blocking query
	 */
	boolean isHeld() {
		return !this.silence.isZero();
	}

	boolean isAborted() {
		return this.aborted;
	}

	Deadline deadline() {
		return this.deadline;
	}

	/**
	 * Returns how long to wait for the next byte.
	 * @return milliseconds, zero for any time
	 */
	int silenceMillis() {
		return this.silence.isZero() ? 0 : millis(this.silence);
	}

	int remainingMillis() {
		return millis(this.deadline.remaining());
	}

	private static int millis(Duration duration) {
		return (int) Math.max(1, Math.min(duration.toMillis() + 1, Integer.MAX_VALUE));
	}

}
