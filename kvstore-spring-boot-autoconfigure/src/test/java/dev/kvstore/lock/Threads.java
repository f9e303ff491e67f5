package dev.kvstore.lock;

import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * Threads that tests run things on: virtual where there are any.
 */
final class Threads {

	private static final ThreadFactory FACTORY = factory();

	private Threads() {
	}

	private static ThreadFactory factory() {
		try {
			Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
			return (ThreadFactory) Class.forName("java.lang.Thread$Builder").getMethod("factory").invoke(builder);
		}
		catch (ReflectiveOperationException ex) {
			return (task) -> {
				Thread thread = new Thread(task, "test");
				thread.setDaemon(true);
				return thread;
			};
		}
	}

	static <T> FutureTask<T> start(Callable<T> callable) {
		FutureTask<T> task = new FutureTask<>(callable);
		FACTORY.newThread(task).start();
		return task;
	}

	static <T> T get(FutureTask<T> task) throws Exception {
		return task.get(60, TimeUnit.SECONDS);
	}

}
