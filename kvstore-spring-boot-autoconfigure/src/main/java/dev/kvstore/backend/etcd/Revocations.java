package dev.kvstore.backend.etcd;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

import dev.kvstore.backend.Backoff;
import dev.kvstore.backend.Deadline;
import dev.kvstore.backend.DelayedTasks;

/**
 * Gives leases back that no key has any more, in the background and until the server
 * confirms it or they have ended by themselves.
 */
final class Revocations {

	private static final Logger logger = System.getLogger(Revocations.class.getName());

	private final Function<EtcdLease, CompletableFuture<Boolean>> revocation;

	private final DelayedTasks timer;

	Revocations(Function<EtcdLease, CompletableFuture<Boolean>> revocation, DelayedTasks timer) {
		this.revocation = revocation;
		this.timer = timer;
	}

	void start(EtcdLease lease) {
		revoke(lease, Deadline.after(lease.ttl()), new Backoff());
	}

	private void revoke(EtcdLease lease, Deadline end, Backoff backoff) {
		this.revocation.apply(lease).exceptionally((failure) -> {
			logger.log(Level.DEBUG, "A lease was not revoked, which is tried again", failure);
			if (!end.isOver()) {
				this.timer.schedule(() -> revoke(lease, end, backoff), backoff.next());
			}
			return false;
		});
	}

}
