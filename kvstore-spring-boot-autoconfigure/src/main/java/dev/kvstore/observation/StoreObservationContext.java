package dev.kvstore.observation;

import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an operation that is observed. The value is not.
 */
public final class StoreObservationContext extends Observation.Context {

	private final String backend;

	private final String operation;

	private final @Nullable String key;

	private volatile @Nullable OperationOutcome outcome;

	StoreObservationContext(String backend, String operation, @Nullable String key) {
		this.backend = backend;
		this.operation = operation;
		this.key = key;
	}

	/**
	 * Returns the backend.
	 * @return the backend's name
	 */
	public String backend() {
		return this.backend;
	}

	/**
	 * Returns the operation.
	 * @return the name of the method, such as {@code atomicPut}
	 */
	public String operation() {
		return this.operation;
	}

	/**
	 * Returns the key as the application wrote it.
	 * @return the key or directory, or {@code null} if the operation has none
	 */
	public @Nullable String key() {
		return this.key;
	}

	/**
	 * Returns how the operation ended.
	 * @return the outcome, or {@code null} as long as it runs
	 */
	public @Nullable OperationOutcome outcome() {
		return this.outcome;
	}

	void ended(OperationOutcome as) {
		this.outcome = as;
	}

}
