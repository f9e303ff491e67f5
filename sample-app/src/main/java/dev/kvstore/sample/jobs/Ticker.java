package dev.kvstore.sample.jobs;

import java.nio.charset.StandardCharsets;
import java.time.Duration;

import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

import dev.kvstore.api.PutOptions;
import dev.kvstore.api.Store;
import dev.kvstore.lock.DistributedLock;
import dev.kvstore.lock.LockContext;
import dev.kvstore.lock.OnBusy;

/**
 * Leaves a key for each run of a schedule, which one of all instances makes. Off unless
 * {@code sample.ticker.cron} says when.
 */
@Component
class Ticker {

	private static final PutOptions FOR_A_MINUTE = PutOptions.ttl(Duration.ofMinutes(1));

	private final Store store;

	Ticker(Store store) {
		this.store = store;
	}

	@Scheduled(cron = "${sample.ticker.cron:-}")
	@DistributedLock(key = "ticker", onBusy = OnBusy.SKIP, holdAtLeast = "${sample.ticker.hold-at-least:500ms}")
	void tick() {
		String key = "ticks/" + System.currentTimeMillis() + "/" + ProcessHandle.current().pid();
		String token = Long.toString(LockContext.current().fencingToken());
		this.store.put(key, token.getBytes(StandardCharsets.UTF_8), FOR_A_MINUTE);
	}

}
