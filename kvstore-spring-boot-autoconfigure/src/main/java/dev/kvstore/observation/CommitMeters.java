package dev.kvstore.observation;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

import dev.kvstore.api.Store;
import dev.kvstore.api.StoreException;

/**
 * Meters of the embedded backend's shared commits, by what its status tells. After the
 * store was closed they stay what they were.
 */
public final class CommitMeters implements MeterBinder {

	private static final String EMBEDDED = "mapdb";

	private final ActivityTracker tracker;

	private final boolean embedded;

	private volatile Map<String, Object> status = Map.of();

	/**
	 * Creates meters that are bound to no registry yet.
	 * @param tracker keeps the store
	 * @param backend the backend's name; there are meters for the embedded one only
	 */
	public CommitMeters(ActivityTracker tracker, String backend) {
		this.tracker = tracker;
		this.embedded = EMBEDDED.equalsIgnoreCase(backend.strip());
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		if (!this.embedded) {
			return;
		}
		FunctionTimer
			.builder("kvstore.mapdb.commit", this.tracker, (kept) -> number("commits"), (kept) -> nanos(),
					TimeUnit.NANOSECONDS)
			.description("Commits that reached the disk")
			.register(registry);
		FunctionCounter.builder("kvstore.mapdb.commit.writes", this.tracker, (kept) -> number("committedWrites"))
			.description("Writes that shared these commits")
			.register(registry);
	}

	private long number(String detail) {
		return (status().get(detail) instanceof Number number) ? number.longValue() : 0;
	}

	private double nanos() {
		return (status().get("commitTime") instanceof Duration time) ? time.toNanos() : 0;
	}

	private Map<String, Object> status() {
		try {
			for (Store store : this.tracker.stores()) {
				this.status = store.status().details();
			}
			return this.status;
		}
		catch (StoreException ex) {
			return this.status;
		}
	}

}
