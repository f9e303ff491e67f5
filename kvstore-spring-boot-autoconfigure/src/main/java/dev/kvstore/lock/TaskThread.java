package dev.kvstore.lock;

import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The thread of a task, interrupted while the task runs and never after.
 */
final class TaskThread {

	private final Thread thread = Thread.currentThread();

	private final Lock lock = new ReentrantLock();

	private boolean ended;

	private boolean interrupted;

	void interrupt() {
		this.lock.lock();
		try {
			if (!this.ended && !this.thread.isInterrupted()) {
				this.interrupted = true;
				this.thread.interrupt();
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	void end() {
		this.lock.lock();
		try {
			this.ended = true;
			if (this.interrupted) {
				Thread.interrupted();
			}
		}
		finally {
			this.lock.unlock();
		}
	}

}
