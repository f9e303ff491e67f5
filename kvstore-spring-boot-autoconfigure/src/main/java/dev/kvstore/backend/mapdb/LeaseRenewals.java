package dev.kvstore.backend.mapdb;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import dev.kvstore.backend.CallbackThreads;
import dev.kvstore.backend.LeaseClock;
import dev.kvstore.backend.LockLease;
import dev.kvstore.backend.LockRecord;

/**
 * Renews the leases of one store's locks on a thread that exists only while there are
 * any. A process that stood still for longer than a TTL finds its locks lost, as it does
 * on a server.
 */
final class LeaseRenewals implements AutoCloseable {

	/** Shorter TTLs would be lost to the pauses of a garbage collection. */
	private static final Duration SHORTEST_TTL = Duration.ofSeconds(1);

	private static final Duration LONGEST_TTL = Duration.ofDays(365);

	private final ScheduledThreadPoolExecutor timer;

	LeaseRenewals() {
		this.timer = new ScheduledThreadPoolExecutor(1, (task) -> {
			Thread thread = new Thread(task, "kvstore-mapdb-leases");
			thread.setDaemon(true);
			return thread;
		}, new ThreadPoolExecutor.DiscardPolicy());
		this.timer.setKeepAliveTime(1, TimeUnit.SECONDS);
		this.timer.allowCoreThreadTimeOut(true);
		this.timer.setRemoveOnCancelPolicy(true);
	}

	LockLease start(LockRequest request, CallbackThreads callbacks, Consumer<LockLease> onEnd) {
		LeaseClock clock = new LeaseClock(granted(request.options().ttl()));
		RenewedRecord record = new RenewedRecord(onEnd);
		LockLease lease = new LockLease(MapDbStore.BACKEND, request.key(), request.token(), clock, callbacks, record);
		long interval = clock.renewalInterval().toNanos();
		record.renewal
			.set(this.timer.scheduleWithFixedDelay(() -> renew(lease), interval, interval, TimeUnit.NANOSECONDS));
		return lease;
	}

	private static void renew(LockLease lease) {
		if (!lease.clock().renewed(lease.clock().now())) {
			lease.lost();
		}
	}

	private static Duration granted(Duration ttl) {
		if (ttl.compareTo(SHORTEST_TTL) < 0) {
			return SHORTEST_TTL;
		}
		return (ttl.compareTo(LONGEST_TTL) < 0) ? ttl : LONGEST_TTL;
	}

	@Override
	public void close() {
		this.timer.shutdownNow();
	}

	private static final class RenewedRecord implements LockRecord {

		private final Consumer<LockLease> onEnd;

		private final AtomicReference<@Nullable Future<?>> renewal = new AtomicReference<>();

		private RenewedRecord(Consumer<LockLease> onEnd) {
			this.onEnd = onEnd;
		}

		@Override
		public boolean release(LockLease lease) {
			lost(lease);
			return true;
		}

		@Override
		public void lost(LockLease lease) {
			Future<?> running = this.renewal.get();
			if (running != null) {
				running.cancel(false);
			}
			this.onEnd.accept(lease);
		}

	}

}
