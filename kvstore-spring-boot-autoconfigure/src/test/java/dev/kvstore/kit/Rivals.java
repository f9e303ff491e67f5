package dev.kvstore.kit;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * Threads that do the same thing at the same time.
 */
final class Rivals {

	private static final int PATIENCE_SECONDS = 120;

	private Rivals() {
	}

	static <T> List<T> race(int count, Rival<T> rival) throws Exception {
		ExecutorService threads = Executors.newFixedThreadPool(count);
		try {
			CountDownLatch start = new CountDownLatch(count);
			List<Callable<T>> tasks = IntStream.range(0, count)
				.mapToObj((number) -> (Callable<T>) () -> startTogether(start, rival, number))
				.toList();
			return answers(threads.invokeAll(tasks, PATIENCE_SECONDS, TimeUnit.SECONDS));
		}
		finally {
			threads.shutdownNow();
		}
	}

	private static <T> T startTogether(CountDownLatch start, Rival<T> rival, int number) throws Exception {
		start.countDown();
		start.await();
		return rival.run(number);
	}

	private static <T> List<T> answers(List<Future<T>> futures) throws Exception {
		List<T> answers = new ArrayList<>();
		for (Future<T> future : futures) {
			answers.add(future.get());
		}
		return answers;
	}

	/**
	 * What each of the threads does.
	 *
	 * @param <T> what it answers
	 */
	@FunctionalInterface
	interface Rival<T> {

		T run(int number) throws Exception;

	}

}
