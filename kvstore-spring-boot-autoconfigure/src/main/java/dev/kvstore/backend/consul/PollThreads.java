package dev.kvstore.backend.consul;

import java.lang.reflect.Method;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import dev.kvstore.backend.DaemonThreads;

/**
 * The threads that wait for blocking queries: virtual ones where the JVM has them.
 */
final class PollThreads implements AutoCloseable {

	private static final String NAME = "kvstore-consul-poll";

	private final ThreadPoolExecutor threads;

	/**
	 * Creates the threads' pool, without a thread.
	 * @param max how many there may be
	 */
	PollThreads(int max) {
		this.threads = new ThreadPoolExecutor(0, max, 1, TimeUnit.SECONDS, new SynchronousQueue<>(), factory(),
				new ThreadPoolExecutor.DiscardPolicy());
	}

	private static ThreadFactory factory() {
		try {
			Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
			Class<?> type = Class.forName("java.lang.Thread$Builder");
			Method name = type.getMethod("name", String.class, long.class);
			return (ThreadFactory) type.getMethod("factory").invoke(name.invoke(builder, NAME + "-", 1L));
		}
		catch (ReflectiveOperationException ex) {
			return new DaemonThreads(NAME);
		}
	}

	void execute(Runnable task) {
		this.threads.execute(task);
	}

	@Override
	public void close() {
		this.threads.shutdownNow();
	}

}
