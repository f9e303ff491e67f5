package dev.kvstore.health;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

import dev.kvstore.api.Store;
import dev.kvstore.api.StoreActivity;
import dev.kvstore.api.StoreActivity.OpenWatch;
import dev.kvstore.api.StoreException;
import dev.kvstore.api.StoreStatus;

/**
 * Tells how a store is. {@code DOWN}: its backend does not answer.
 * {@code OUT_OF_SERVICE}: it answers but takes no writes, as it has no quorum, or a watch
 * has been interrupted for too long. Otherwise {@code UP}.
 *
 * <p>
 * The backend is asked in one round trip, by one thread however many ask for the health
 * at the same time, and an answer is waited for until shortly after the request timeout.
 * Keys are told, values and secrets are not.
 */
public final class StoreHealthIndicator extends AbstractHealthIndicator implements AutoCloseable {

	private final String backend;

	private final StatusProbe probe;

	private final @Nullable StoreActivity activity;

	private final Duration maxWatchStaleness;

	private final Clock clock = Clock.systemUTC();

	private volatile @Nullable LastAnswer lastAnswer;

	/**
	 * Creates an indicator.
	 * @param backend the backend's name, for as long as the store has not told it
	 * @param store the store to ask
	 * @param activity tells the store's watches and locks, {@code null} if they are not
	 * known
	 * @param requestTimeout within which the store ends a call
	 * @param maxWatchStaleness how long a watch may be interrupted
	 */
	public StoreHealthIndicator(String backend, Store store, @Nullable StoreActivity activity, Duration requestTimeout,
			Duration maxWatchStaleness) {
		super("Health check of the store failed");
		this.backend = backend;
		this.probe = new StatusProbe(backend, store, requestTimeout);
		this.activity = activity;
		this.maxWatchStaleness = maxWatchStaleness;
	}

	@Override
	protected void doHealthCheck(Health.Builder builder) {
		builder.withDetail("backend", this.backend);
		try {
			answered(builder, this.probe.ask());
		}
		catch (RuntimeException ex) {
			notAnswered(builder.down(ex), ex);
		}
		if (this.activity != null) {
			ActivityDetails.add(builder, this.activity);
		}
	}

	private void answered(Health.Builder builder, StoreStatus status) {
		this.lastAnswer = new LastAnswer(this.clock.instant(), status);
		builder.up().withDetail("backend", status.backend()).withDetails(status.details());
		List<OpenWatch> stale = staleWatches();
		if (!status.quorum()) {
			builder.outOfService().withDetail("reason", "no quorum");
		}
		else if (!stale.isEmpty()) {
			builder.outOfService()
				.withDetail("reason", "watches interrupted for more than " + this.maxWatchStaleness + ": "
						+ stale.stream().map(OpenWatch::path).limit(ActivityDetails.LIMIT).toList());
		}
	}

	private List<OpenWatch> staleWatches() {
		if (this.activity == null) {
			return List.of();
		}
		Instant latest = this.clock.instant().minus(this.maxWatchStaleness);
		return this.activity.watches()
			.stream()
			.filter((watch) -> !watch.synced() && watch.since().isBefore(latest))
			.toList();
	}

	private void notAnswered(Health.Builder builder, RuntimeException failure) {
		if (failure instanceof StoreException told) {
			builder.withDetail("backend", told.backend());
		}
		LastAnswer last = this.lastAnswer;
		if (last != null) {
			builder.withDetail("backend", last.status().backend()).withDetail("lastAnswer", last.time());
			Object endpoints = last.status().details().get("endpoints");
			if (endpoints != null) {
				builder.withDetail("endpoints", endpoints);
			}
		}
	}

	/**
	 * Asks no more.
	 */
	@Override
	public void close() {
		this.probe.close();
	}

	/**
	 * An answer of the backend.
	 *
	 * @param time when it came
	 * @param status what it was
	 */
	private record LastAnswer(Instant time, StoreStatus status) {

	}

}
