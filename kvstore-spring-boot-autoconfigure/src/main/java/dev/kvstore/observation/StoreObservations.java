package dev.kvstore.observation;

import java.util.Locale;
import java.util.function.Function;

import io.micrometer.observation.Observation;
import io.micrometer.observation.Observation.CheckedCallable;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;

import dev.kvstore.api.Store;

/**
 * Observes the operations of a backend's stores, as {@link StoreObservation} says. As
 * long as nobody listens to the registry, operations are only passed on.
 */
public final class StoreObservations {

	private final String backend;

	private final ObservationRegistry registry;

	private final StoreObservationConvention convention;

	/**
	 * Creates observations.
	 * @param backend the backend's name
	 * @param registry gets the observations
	 * @param convention names them
	 */
	public StoreObservations(String backend, ObservationRegistry registry, StoreObservationConvention convention) {
		this.backend = backend.strip().toLowerCase(Locale.ROOT);
		this.registry = registry;
		this.convention = convention;
	}

	/**
	 * Wraps a store.
	 * @param store the store
	 * @return a store that does the same and whose operations are observed
	 */
	public Store observe(Store store) {
		return new ObservedStore(store, this);
	}

	<T, E extends Exception> T observe(String operation, @Nullable String key, CheckedCallable<T, E> call) throws E {
		return observe(operation, key, call, (result) -> OperationOutcome.SUCCESS);
	}

	<T, E extends Exception> T observe(String operation, @Nullable String key, CheckedCallable<T, E> call,
			Function<T, OperationOutcome> outcome) throws E {
		if (this.registry.isNoop()) {
			return call.call();
		}
		StoreObservationContext context = new StoreObservationContext(this.backend, operation, key);
		return Observation.createNotStarted(null, this.convention, () -> context, this.registry)
			.observeChecked(() -> noted(context, call, outcome));
	}

	private static <T, E extends Exception> T noted(StoreObservationContext context, CheckedCallable<T, E> call,
			Function<T, OperationOutcome> outcome) throws E {
		context.ended(OperationOutcome.ERROR);
		try {
			T result = call.call();
			context.ended(outcome.apply(result));
			return result;
		}
		catch (Exception ex) {
			context.ended(OperationOutcome.of(ex));
			throw ex;
		}
	}

}
