package dev.kvstore.backend;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;

import dev.kvstore.api.StoreUnavailableException;

/**
 * Leases that only remember what was asked of them.
 */
final class RecordingLeases implements LeaseServer<Integer> {

	final List<Integer> revoked = new CopyOnWriteArrayList<>();

	final AtomicInteger granted = new AtomicInteger();

	final AtomicInteger renewals = new AtomicInteger();

	volatile boolean known = true;

	volatile boolean reachable = true;

	volatile Duration grantTakes = Duration.ZERO;

	@Override
	public Granted<Integer> grant(String operation, String key, Duration ttl, Deadline deadline) {
		if (!this.reachable) {
			throw unreachable(operation, key);
		}
		new CompletableFuture<>().completeOnTimeout(null, this.grantTakes.toMillis(), TimeUnit.MILLISECONDS).join();
		return new Granted<>(this.granted.incrementAndGet(), ttl);
	}

	@Override
	public CompletionStage<Boolean> renew(Integer lease) {
		this.renewals.incrementAndGet();
		return this.reachable ? CompletableFuture.completedFuture(this.known)
				: CompletableFuture.failedFuture(unreachable("renew", null));
	}

	@Override
	public void revoke(Integer lease) {
		this.revoked.add(lease);
	}

	private static StoreUnavailableException unreachable(String operation, @Nullable String key) {
		return new StoreUnavailableException("test", operation, key, false, "not reachable", null);
	}

}
