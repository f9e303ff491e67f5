package dev.kvstore.observation;

import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;

import dev.kvstore.observation.StoreObservation.HighCardinalityKeyNames;
import dev.kvstore.observation.StoreObservation.LowCardinalityKeyNames;

/**
 * Names an operation {@code kvstore.operation}, with the tags that
 * {@link StoreObservation#OPERATION} documents.
 */
public final class DefaultStoreObservationConvention implements StoreObservationConvention {

	private static final KeyValue RUNNING = KeyValue.of(LowCardinalityKeyNames.OUTCOME, KeyValue.NONE_VALUE);

	private final boolean keyIncluded;

	private DefaultStoreObservationConvention(boolean keyIncluded) {
		this.keyIncluded = keyIncluded;
	}

	/**
	 * Returns the convention that keeps keys out of traces.
	 * @return the convention
	 */
	public static DefaultStoreObservationConvention withoutKeys() {
		return new DefaultStoreObservationConvention(false);
	}

	/**
	 * Returns the convention that adds the key or directory to traces.
	 * @return the convention
	 */
	public static DefaultStoreObservationConvention withKeys() {
		return new DefaultStoreObservationConvention(true);
	}

	@Override
	public String getName() {
		return "kvstore.operation";
	}

	@Override
	public String getContextualName(StoreObservationContext context) {
		return "kvstore " + context.operation();
	}

	@Override
	public KeyValues getLowCardinalityKeyValues(StoreObservationContext context) {
		OperationOutcome outcome = context.outcome();
		return KeyValues.of(KeyValue.of(LowCardinalityKeyNames.BACKEND, context.backend()),
				KeyValue.of(LowCardinalityKeyNames.OPERATION, context.operation()),
				(outcome != null) ? KeyValue.of(LowCardinalityKeyNames.OUTCOME, outcome.value()) : RUNNING);
	}

	@Override
	public KeyValues getHighCardinalityKeyValues(StoreObservationContext context) {
		String key = context.key();
		return (this.keyIncluded && key != null) ? KeyValues.of(KeyValue.of(HighCardinalityKeyNames.KEY, key))
				: KeyValues.empty();
	}

}
