package dev.kvstore.backend;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;

import dev.kvstore.api.StoreException;

/**
 * Renews one lease, without waiting for an answer before the next renewal, and ends it
 * when it is lost or nobody used it for a TTL.
 *
 * @param <L> what names a lease
 */
final class LeaseRenewal<L> {

	private static final Logger logger = System.getLogger(LeaseRenewal.class.getName());

	private static final int IDLE_RENEWALS = 3;

	private static final Duration SHORTEST_DELAY = Duration.ofMillis(10);

	private final KeptLease<L> lease;

	private final LeaseServer<L> server;

	private final DelayedTasks timer;

	private final CallbackThreads threads;

	private final Runnable ended;

	private int idle;

	LeaseRenewal(KeptLease<L> lease, LeaseServer<L> server, DelayedTasks timer, CallbackThreads threads,
			Runnable ended) {
		this.lease = lease;
		this.server = server;
		this.timer = timer;
		this.threads = threads;
		this.ended = ended;
	}

	void start() {
		this.lease.onLost(() -> this.threads.run(this::revoke));
		schedule(this::tick, untilFirstRenewal());
		schedule(this::watchClock, this.lease.clock().remaining());
	}

	// the lease lasts from when it was asked for, which may be long before the answer
	private Duration untilFirstRenewal() {
		Duration interval = this.lease.clock().renewalInterval();
		return this.lease.clock().remaining().minus(interval.multipliedBy(2));
	}

	private void tick() {
		if (!this.lease.isAlive()) {
			return;
		}
		this.idle = this.lease.isUnused() ? this.idle + 1 : 0;
		if (this.idle >= IDLE_RENEWALS && this.lease.retireIfUnused()) {
			this.threads.run(this::revoke);
			return;
		}
		schedule(this::tick, this.lease.clock().renewalInterval());
		renew();
	}

	private void renew() {
		if (!this.lease.isAlive()) {
			return;
		}
		LeaseClock.Moment sent = this.lease.clock().now();
		this.server.renew(this.lease.lease()).whenComplete((known, failure) -> {
			if (failure != null) {
				schedule(this::renew, this.lease.clock().renewalInterval().dividedBy(4));
			}
			else if (!known || !this.lease.clock().renewed(sent)) {
				this.lease.lost();
			}
		});
	}

	private void watchClock() {
		Duration remaining = this.lease.clock().remaining();
		if (this.lease.isAlive()) {
			schedule(this::watchClock, remaining);
		}
	}

	private void revoke() {
		this.ended.run();
		try {
			this.server.revoke(this.lease.lease());
		}
		catch (StoreException ex) {
			logger.log(Level.DEBUG, "A lease was not given back and ends by itself", ex);
		}
	}

	private void schedule(Runnable task, Duration delay) {
		this.timer.schedule(task, (delay.compareTo(SHORTEST_DELAY) > 0) ? delay : SHORTEST_DELAY);
	}

}
