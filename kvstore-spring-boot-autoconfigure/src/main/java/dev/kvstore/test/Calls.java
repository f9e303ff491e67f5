package dev.kvstore.test;

import java.time.Duration;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import dev.kvstore.api.StoreUnavailableException;

/**
 * Sends the calls of a store over the connection, as it is just now.
 */
final class Calls {

	private final String backend;

	private final ServerConnection connection;

	private final Duration timeout;

	Calls(String backend, ServerConnection connection, Duration timeout) {
		this.backend = backend;
		this.connection = connection;
		this.timeout = timeout;
	}

	<T> T read(String operation, @Nullable String key, Supplier<T> call) {
		Loss loss = this.connection.loss();
		if (loss != Loss.NOTHING) {
			throw unavailable(operation, key, false, loss.reason(), null);
		}
		T answer = call.get();
		awaitAnswer(operation, key, false);
		return answer;
	}

	<T> T write(String operation, @Nullable String key, Supplier<T> call) {
		Loss loss = this.connection.loss();
		if (!loss.isEffective()) {
			throw lost(operation, key, loss);
		}
		T answer = call.get();
		awaitAnswer(operation, key, true);
		return answer;
	}

	/**
	 * Asks for the right to wait for a lock, of which nothing is left if it fails.
	 * @param operation the operation
	 * @param key the key of the lock
	 * @throws InterruptedException if interrupted
	 */
	void queue(String operation, String key) throws InterruptedException {
		Loss loss = this.connection.loss();
		if (loss != Loss.NOTHING) {
			throw lost(operation, key, loss);
		}
		if (!this.connection.awaitAnswer(this.timeout)) {
			throw unanswered(operation, key, true);
		}
	}

	boolean hasWatches() {
		return this.connection.hasWatches();
	}

	StoreUnavailableException interruption(String operation, String path) {
		Loss loss = this.connection.loss();
		String reason = (loss != Loss.NOTHING) ? loss.reason() : "the connection broke (StoreFaults)";
		return unavailable(operation, path, false, reason, null);
	}

	private void awaitAnswer(String operation, @Nullable String key, boolean write) {
		try {
			if (!this.connection.awaitAnswer(this.timeout)) {
				throw unanswered(operation, key, write);
			}
		}
		catch (InterruptedException ex) {
			throw interrupted(operation, key, write, ex);
		}
	}

	StoreUnavailableException interrupted(String operation, @Nullable String key, boolean write,
			InterruptedException cause) {
		Thread.currentThread().interrupt();
		return unavailable(operation, key, write, "the thread was interrupted", cause);
	}

	private StoreUnavailableException unanswered(String operation, @Nullable String key, boolean write) {
		Loss loss = this.connection.loss();
		String reason = (loss != Loss.NOTHING) ? loss.reason() : "no answer within " + this.timeout + " (StoreFaults)";
		return unavailable(operation, key, write, reason, null);
	}

	private StoreUnavailableException lost(String operation, @Nullable String key, Loss loss) {
		return unavailable(operation, key, loss.isOutcomeUnknown(), loss.reason(), null);
	}

	private StoreUnavailableException unavailable(String operation, @Nullable String key, boolean outcomeUnknown,
			String reason, @Nullable Exception cause) {
		return new StoreUnavailableException(this.backend, operation, key, outcomeUnknown, reason, cause);
	}

}
