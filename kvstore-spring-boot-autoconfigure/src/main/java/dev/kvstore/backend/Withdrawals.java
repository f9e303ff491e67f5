package dev.kvstore.backend;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.function.BooleanSupplier;

import dev.kvstore.api.StoreException;
import dev.kvstore.api.StoreUnavailableException;

/**
 * Takes away in the background what a server may have kept of an operation that ended,
 * trying again until the server confirms it.
 */
final class Withdrawals implements AutoCloseable {

	private static final Logger logger = System.getLogger(Withdrawals.class.getName());

	private final DelayedTasks timer;

	private final CallbackThreads threads;

	Withdrawals(String backend, CallbackThreads threads) {
		this.timer = new DelayedTasks("kvstore-" + backend + "-withdrawals");
		this.threads = threads;
	}

	/**
	 * Begins a withdrawal.
	 * @param attempt asks the server
	 * @param needed tells whether it must still be asked
	 */
	void start(Runnable attempt, BooleanSupplier needed) {
		if (needed.getAsBoolean()) {
			attempt(attempt, needed, new Backoff());
		}
	}

	private void attempt(Runnable attempt, BooleanSupplier needed, Backoff backoff) {
		this.threads.run(() -> {
			try {
				attempt.run();
			}
			catch (StoreUnavailableException ex) {
				retry(attempt, needed, backoff);
			}
			catch (StoreException ex) {
				logger.log(Level.WARNING, "A lock's record was not withdrawn and ends with its lease", ex);
			}
		});
	}

	private void retry(Runnable attempt, BooleanSupplier needed, Backoff backoff) {
		if (needed.getAsBoolean()) {
			this.timer.schedule(() -> attempt(attempt, needed, backoff), backoff.next());
		}
	}

	@Override
	public void close() {
		this.timer.close();
	}

}
