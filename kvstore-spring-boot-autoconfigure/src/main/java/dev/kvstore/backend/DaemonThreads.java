package dev.kvstore.backend;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Names threads and makes daemons of them.
 */
public final class DaemonThreads implements ThreadFactory {

	private final String name;

	private final AtomicLong count = new AtomicLong();

	/**
	 * Creates a factory.
	 * @param name the beginning of the threads' names
	 */
	public DaemonThreads(String name) {
		this.name = name;
	}

	@Override
	public Thread newThread(Runnable task) {
		Thread thread = new Thread(task, this.name + "-" + this.count.incrementAndGet());
		thread.setDaemon(true);
		return thread;
	}

}
