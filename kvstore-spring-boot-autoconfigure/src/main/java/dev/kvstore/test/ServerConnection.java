package dev.kvstore.test;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * How requests, answers and events get through just now.
 */
final class ServerConnection {

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition changed = this.lock.newCondition();

	private Loss loss = Loss.NOTHING;

	private Duration delay = Duration.ZERO;

	private boolean watchesLost;

	void lose(Loss lost) {
		change(() -> this.loss = lost);
	}

	void loseWatches() {
		change(() -> this.watchesLost = true);
	}

	void delay(Duration answers) {
		change(() -> this.delay = answers);
	}

	void recover() {
		change(() -> {
			this.loss = Loss.NOTHING;
			this.delay = Duration.ZERO;
			this.watchesLost = false;
		});
	}

	private void change(Runnable change) {
		this.lock.lock();
		try {
			change.run();
			this.changed.signalAll();
		}
		finally {
			this.lock.unlock();
		}
	}

	Loss loss() {
		this.lock.lock();
		try {
			return this.loss;
		}
		finally {
			this.lock.unlock();
		}
	}

	boolean hasWatches() {
		this.lock.lock();
		try {
			return !this.watchesLost && this.loss != Loss.EVERYTHING;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Waits for an answer that is under way.
	 * @param timeout how long
	 * @return {@code false} if it did not come in time
	 * @throws InterruptedException if interrupted
	 */
	boolean awaitAnswer(Duration timeout) throws InterruptedException {
		long start = System.nanoTime();
		this.lock.lock();
		try {
			Duration passed = Duration.ZERO;
			while (this.loss == Loss.NOTHING && passed.compareTo(this.delay) < 0 && passed.compareTo(timeout) < 0) {
				Duration wait = min(this.delay, timeout).minus(passed);
				this.changed.await(wait.toNanos(), TimeUnit.NANOSECONDS);
				passed = Duration.ofNanos(System.nanoTime() - start);
			}
			return this.loss == Loss.NOTHING && passed.compareTo(this.delay) >= 0;
		}
		finally {
			this.lock.unlock();
		}
	}

	private static Duration min(Duration one, Duration other) {
		return (one.compareTo(other) < 0) ? one : other;
	}

}
