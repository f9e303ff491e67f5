package dev.kvstore.observation;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;

/**
 * Names and tags of observed operations. A bean of this type takes the place of
 * {@link DefaultStoreObservationConvention}. It is asked at the beginning of an
 * operation, when there is no outcome yet, and at its end.
 */
public interface StoreObservationConvention extends ObservationConvention<StoreObservationContext> {

	@Override
	default boolean supportsContext(Observation.Context context) {
		return context instanceof StoreObservationContext;
	}

}
