package dev.kvstore.backend.etcd;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;

import io.etcd.jetcd.api.LeaseGrantRequest;
import io.etcd.jetcd.api.LeaseGrpc;
import io.etcd.jetcd.api.LeaseKeepAliveRequest;
import io.etcd.jetcd.api.LeaseKeepAliveResponse;
import io.etcd.jetcd.api.LeaseRevokeRequest;

import dev.kvstore.api.StoreException;
import dev.kvstore.backend.Deadline;
import dev.kvstore.backend.DelayedTasks;
import dev.kvstore.backend.LeaseServer;

/**
 * The server's leases. Their ids are made here, so that asking again grants no second
 * one.
 */
final class EtcdLeases implements LeaseServer<EtcdLease> {

	/** The server refuses more than nine billion seconds. */
	private static final Duration LONGEST_TTL = Duration.ofDays(36_500);

	private static final Duration SHORTEST_TIMEOUT = Duration.ofMillis(300);

	private final EtcdClient client;

	private final Revocations revocations;

	EtcdLeases(EtcdClient client, DelayedTasks timer) {
		this.client = client;
		this.revocations = new Revocations(this::revokeSoon, timer);
	}

	Revocations revocations() {
		return this.revocations;
	}

	@Override
	public Granted<EtcdLease> grant(String operation, String key, Duration ttl, Deadline deadline) {
		EtcdLease lease = grant(new Operation(operation, key, deadline), ttl);
		return new Granted<>(lease, lease.ttl());
	}

	EtcdLease grant(Operation operation, Duration ttl) {
		long seconds = seconds(ttl);
		long id = ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE);
		LeaseGrantRequest request = LeaseGrantRequest.newBuilder().setID(id).setTTL(seconds).build();
		try {
			long granted = this.client.read(operation, LeaseGrpc.getLeaseGrantMethod(), request).getTTL();
			return new EtcdLease(id, Duration.ofSeconds(granted));
		}
		catch (StoreException ex) {
			if (EtcdFailures.isExistingLease(ex)) {
				return new EtcdLease(id, Duration.ofSeconds(seconds));
			}
			if (EtcdFailures.mayHaveArrived(ex)) {
				this.revocations.start(new EtcdLease(id, Duration.ofSeconds(seconds)));
			}
			throw ex;
		}
	}

	private static long seconds(Duration ttl) {
		Duration bounded = (ttl.compareTo(LONGEST_TTL) < 0) ? ttl : LONGEST_TTL;
		return (bounded.getNano() > 0) ? bounded.getSeconds() + 1 : bounded.getSeconds();
	}

	@Override
	public CompletionStage<Boolean> renew(EtcdLease lease) {
		Duration third = lease.ttl().dividedBy(3);
		Duration timeout = (third.compareTo(this.client.requestTimeout()) < 0) ? third : this.client.requestTimeout();
		LeaseKeepAliveRequest request = LeaseKeepAliveRequest.newBuilder().setID(lease.id()).build();
		return this.client
			.send(LeaseGrpc.getLeaseKeepAliveMethod(), request,
					(timeout.compareTo(SHORTEST_TIMEOUT) > 0) ? timeout : SHORTEST_TIMEOUT)
			.thenApply((LeaseKeepAliveResponse answer) -> answer.getTTL() > 0);
	}

	@Override
	public void revoke(EtcdLease lease) {
		try {
			this.client.read(this.client.operation("revoke", null), LeaseGrpc.getLeaseRevokeMethod(),
					LeaseRevokeRequest.newBuilder().setID(lease.id()).build());
		}
		catch (StoreException ex) {
			if (ex.getCause() == null || !EtcdFailures.isUnknownLease(ex.getCause())) {
				throw ex;
			}
		}
	}

	/**
	 * Ends a lease without waiting for it; one that is not known has ended.
	 * @param lease the lease
	 * @return when it is known to have ended
	 */
	CompletableFuture<Boolean> revokeSoon(EtcdLease lease) {
		LeaseRevokeRequest request = LeaseRevokeRequest.newBuilder().setID(lease.id()).build();
		return this.client.send(LeaseGrpc.getLeaseRevokeMethod(), request, this.client.requestTimeout())
			.handle((answer, failure) -> {
				if (failure != null && !EtcdFailures.isUnknownLease(failure)) {
					throw new CompletionException(failure);
				}
				return failure == null;
			});
	}

}
