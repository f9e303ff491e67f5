package dev.kvstore.backend.etcd;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

import dev.kvstore.backend.Deadline;
import dev.kvstore.backend.LeaseServer;

/**
 * Leases that keys share. One that a key may have is never revoked, since that would
 * delete the key before its TTL; it ends when nobody renews it.
 */
final class SharedLeases implements LeaseServer<EtcdLease> {

	private final Map<EtcdLease, Integer> uses = new ConcurrentHashMap<>();

	private final EtcdLeases leases;

	SharedLeases(EtcdLeases leases) {
		this.leases = leases;
	}

	void use(EtcdLease lease) {
		this.uses.merge(lease, 1, Integer::sum);
	}

	void free(EtcdLease lease) {
		this.uses.computeIfPresent(lease, (same, count) -> (count > 1) ? count - 1 : null);
	}

	@Override
	public Granted<EtcdLease> grant(String operation, String key, Duration ttl, Deadline deadline) {
		return this.leases.grant(operation, key, ttl, deadline);
	}

	@Override
	public CompletionStage<Boolean> renew(EtcdLease lease) {
		return this.leases.renew(lease);
	}

	@Override
	public void revoke(EtcdLease lease) {
		if (!this.uses.containsKey(lease)) {
			this.leases.revoke(lease);
		}
	}

}
