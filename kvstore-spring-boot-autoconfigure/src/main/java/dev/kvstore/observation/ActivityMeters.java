package dev.kvstore.observation;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;

import dev.kvstore.api.StoreActivity.OpenWatch;

/**
 * Meters of the watches and locks that an {@link ActivityTracker} keeps.
 */
public final class ActivityMeters implements MeterBinder {

	private final ActivityTracker tracker;

	private final Tags tags;

	/**
	 * Creates meters that are bound to no registry yet.
	 * @param tracker keeps the watches and locks
	 * @param backend the backend's name
	 */
	public ActivityMeters(ActivityTracker tracker, String backend) {
		this.tracker = tracker;
		this.tags = Tags.of("backend", backend.strip().toLowerCase(Locale.ROOT));
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		bindWatches(registry, true, "synced");
		bindWatches(registry, false, "unsynced");
		TimeGauge.builder("kvstore.watch.lag", this.tracker, TimeUnit.MILLISECONDS, ActivityMeters::lag)
			.description("Age of the last contact of the watch that has had none for the longest time")
			.tags(this.tags)
			.register(registry);
		Gauge.builder("kvstore.watch.pending", this.tracker, ActivityTracker::pendingEvents)
			.description("Events that wait for the listeners of watches")
			.baseUnit("events")
			.tags(this.tags)
			.register(registry);
		Gauge.builder("kvstore.locks", this.tracker, (kept) -> kept.locks().size())
			.description("Locks that are held")
			.tags(this.tags)
			.register(registry);
		this.tracker.addListener(new MeteredActivity(registry, this.tags));
	}

	private void bindWatches(MeterRegistry registry, boolean synced, String state) {
		Gauge.builder("kvstore.watches", this.tracker, (kept) -> count(kept, synced))
			.description("Open watches, 'unsynced' before their first state and while interrupted")
			.tags(this.tags.and("state", state))
			.register(registry);
	}

	private static long count(ActivityTracker kept, boolean synced) {
		return kept.watches().stream().filter((watch) -> watch.synced() == synced).count();
	}

	private static double lag(ActivityTracker kept) {
		Instant now = kept.clock().instant();
		return kept.watches()
			.stream()
			.map(OpenWatch::lastContact)
			.mapToLong((contact) -> Math.max(0, Duration.between(contact, now).toMillis()))
			.max()
			.orElse(0);
	}

}
