package dev.kvstore.observation;

import java.util.Map;
import java.util.TreeMap;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;

import dev.kvstore.api.Store;

/**
 * Wraps stores as an application with a registry of meters does.
 */
final class Observed {

	private final MeterRegistry meters;

	private final ActivityTracker tracker = new ActivityTracker();

	private final StoreObservations observations;

	Observed(String backend) {
		this(backend, new SimpleMeterRegistry());
	}

	Observed(String backend, MeterRegistry meters) {
		this.meters = meters;
		ObservationRegistry registry = ObservationRegistry.create();
		registry.observationConfig().observationHandler(new DefaultMeterObservationHandler(meters));
		this.observations = new StoreObservations(backend, registry, DefaultStoreObservationConvention.withKeys());
		new ActivityMeters(this.tracker, backend).bindTo(meters);
	}

	Store store(Store store) {
		return this.observations.observe(this.tracker.track(store));
	}

	ActivityTracker tracker() {
		return this.tracker;
	}

	MeterRegistry meters() {
		return this.meters;
	}

	double gauge(String name, String... tags) {
		return this.meters.get(name).tags(tags).gauge().value();
	}

	double counter(String name, String... tags) {
		return this.meters.get(name).tags(tags).counter().count();
	}

	Timer timer(String name, String... tags) {
		return this.meters.get(name).tags(tags).timer();
	}

	/**
	 * Returns how often each operation ended.
	 * @return the counts by operation and outcome
	 */
	Map<String, Long> operations() {
		Map<String, Long> operations = new TreeMap<>();
		for (Timer timer : this.meters.find("kvstore.operation").timers()) {
			operations.merge(timer.getId().getTag("operation") + " " + timer.getId().getTag("outcome"), timer.count(),
					Long::sum);
		}
		return operations;
	}

}
