package dev.kvstore.observation;

import java.time.Duration;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;

import dev.kvstore.api.WatchEvent;

/**
 * Counts what happens to watches and locks. Each meter is there from the beginning, so
 * that its first increase is seen.
 */
final class MeteredActivity implements ActivityListener {

	private final Counter puts;

	private final Counter deletions;

	private final Counter interruptions;

	private final MeterProvider<Timer> waits;

	private final Timer released;

	private final Timer lost;

	MeteredActivity(MeterRegistry registry, Tags tags) {
		this.puts = events(registry, tags.and("type", "put"));
		this.deletions = events(registry, tags.and("type", "deleted"));
		this.interruptions = Counter.builder("kvstore.watch.interruptions")
			.description("Interruptions of watches that their listeners were told of")
			.tags(tags)
			.register(registry);
		this.waits = Timer.builder("kvstore.lock.wait")
			.description("Waits for locks by their outcome, 'success' with the lock")
			.tags(tags)
			.withRegistry(registry);
		waits(OperationOutcome.SUCCESS);
		waits(OperationOutcome.BUSY);
		this.released = holds(registry, tags.and("end", "released"));
		this.lost = holds(registry, tags.and("end", "lost"));
	}

	@Override
	public void watchTold(WatchEvent event) {
		if (event instanceof WatchEvent.Put) {
			this.puts.increment();
		}
		else if (event instanceof WatchEvent.Deleted) {
			this.deletions.increment();
		}
		else if (event instanceof WatchEvent.Interrupted) {
			this.interruptions.increment();
		}
	}

	@Override
	public void lockWaited(Duration wait, OperationOutcome outcome) {
		waits(outcome).record(wait);
	}

	@Override
	public void lockEnded(Duration held, boolean asLost) {
		(asLost ? this.lost : this.released).record(held);
	}

	private Timer waits(OperationOutcome outcome) {
		return this.waits.withTag("outcome", outcome.value());
	}

	private static Counter events(MeterRegistry registry, Tags tags) {
		return Counter.builder("kvstore.watch.events")
			.description("Changes handed to the listeners of watches")
			.tags(tags)
			.register(registry);
	}

	private static Timer holds(MeterRegistry registry, Tags tags) {
		return Timer.builder("kvstore.lock.hold")
			.description("Times for which locks were held, by how that ended")
			.tags(tags)
			.register(registry);
	}

}
