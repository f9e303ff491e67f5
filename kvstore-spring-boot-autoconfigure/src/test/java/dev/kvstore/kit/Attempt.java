package dev.kvstore.kit;

import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.assertj.core.api.Assertions;

/**
 * Something that is tried on a thread of its own because it may block.
 *
 * @param <T> what it answers
 */
final class Attempt<T> {

	private final FutureTask<T> task;

	private final Thread thread;

	private Attempt(Callable<T> callable) {
		this.task = new FutureTask<>(callable);
		this.thread = new Thread(this.task, "attempt");
		this.thread.setDaemon(true);
	}

	static <T> Attempt<T> start(Callable<T> callable) {
		Attempt<T> attempt = new Attempt<>(callable);
		attempt.thread.start();
		return attempt;
	}

	boolean isPending() {
		return !this.task.isDone();
	}

	void interrupt() {
		this.thread.interrupt();
	}

	T answer() {
		try {
			return this.task.get(60, TimeUnit.SECONDS);
		}
		catch (ExecutionException ex) {
			return Assertions.fail("The attempt failed", ex.getCause());
		}
		catch (InterruptedException | TimeoutException ex) {
			return Assertions.fail("The attempt did not end", ex);
		}
	}

	Optional<T> answerUnlessInterrupted() {
		try {
			return Optional.of(this.task.get(60, TimeUnit.SECONDS));
		}
		catch (ExecutionException ex) {
			Assertions.assertThat(ex.getCause()).isInstanceOf(InterruptedException.class);
			return Optional.empty();
		}
		catch (InterruptedException | TimeoutException ex) {
			return Assertions.fail("The attempt did not end", ex);
		}
	}

	Throwable failure() {
		try {
			return Assertions.fail("The attempt answered " + this.task.get(60, TimeUnit.SECONDS));
		}
		catch (ExecutionException ex) {
			return ex.getCause();
		}
		catch (InterruptedException | TimeoutException ex) {
			return Assertions.fail("The attempt did not end", ex);
		}
	}

}
