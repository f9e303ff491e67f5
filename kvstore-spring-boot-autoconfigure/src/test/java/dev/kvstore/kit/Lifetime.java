package dev.kvstore.kit;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;

import org.assertj.core.api.Assertions;

import dev.kvstore.api.Store;

/**
 * How long a key lived, bounded from both sides by the monotonic clock.
 */
final class Lifetime {

	private final String key;

	private final Duration ttl;

	private final long begun;

	private final long acknowledged;

	private long lastSeen;

	private long missed;

	private boolean over;

	private Lifetime(String key, Duration ttl, long begun) {
		this.key = key;
		this.ttl = ttl;
		this.begun = begun;
		this.acknowledged = System.nanoTime();
		this.lastSeen = this.acknowledged;
	}

	static Lifetime begin(String key, Duration ttl, Callable<?> write) throws Exception {
		long begun = System.nanoTime();
		write.call();
		return new Lifetime(key, ttl, begun);
	}

	static void watch(List<Lifetime> lifetimes, Store observer) {
		StoreContract.await()
			.atMost(Duration.ofMinutes(2))
			.until(() -> lifetimes.stream().filter((lifetime) -> !lifetime.isOver(observer)).count() == 0);
	}

	private boolean isOver(Store observer) {
		if (!this.over) {
			long before = System.nanoTime();
			this.over = !observer.exists(this.key);
			this.missed = System.nanoTime();
			this.lastSeen = this.over ? this.lastSeen : before;
		}
		return this.over;
	}

	void assertWithin(Duration bound) {
		Assertions.assertThat(Duration.ofNanos(this.missed - this.begun))
			.as("longest possible life of " + this.key)
			.isGreaterThanOrEqualTo(this.ttl);
		Assertions.assertThat(Duration.ofNanos(this.lastSeen - this.acknowledged))
			.as("shortest possible life of " + this.key)
			.isLessThanOrEqualTo(this.ttl.plus(bound));
	}

}
