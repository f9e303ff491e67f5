package dev.kvstore.kit;

import java.time.Duration;
import java.util.Optional;

import dev.kvstore.api.Store;
import dev.kvstore.api.StoreUnavailableException;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How a call ended.
 *
 * @param name the call
 * @param failure what it threw, if anything
 * @param duration how long it took
 */
record CallOutcome(String name, Optional<Throwable> failure, Duration duration) {

	static Attempt<CallOutcome> start(Store store, StoreOperation operation, String path) {
		return Attempt.start(() -> run(store, operation, path));
	}

	static CallOutcome run(Store store, StoreOperation operation, String path) {
		long begun = System.nanoTime();
		Optional<Throwable> failure = Optional.empty();
		try {
			operation.run(store, path);
		}
		catch (Throwable ex) {
			failure = Optional.of(ex);
		}
		return new CallOutcome(operation.toString(), failure, Duration.ofNanos(System.nanoTime() - begun));
	}

	/**
	 * Asserts that the call was told in time that there is no server.
	 */
	CallOutcome assertUnavailableWithin(Duration bound) {
		assertThat(this.failure).as("failure of %s", this.name).containsInstanceOf(StoreUnavailableException.class);
		return assertEndedWithin(bound);
	}

	CallOutcome assertEndedWithin(Duration bound) {
		assertThat(this.duration).as("duration of %s", this.name).isLessThan(bound);
		return this;
	}

	boolean outcomeUnknown() {
		return this.failure.filter(StoreUnavailableException.class::isInstance)
			.map(StoreUnavailableException.class::cast)
			.filter(StoreUnavailableException::outcomeUnknown)
			.isPresent();
	}

}
