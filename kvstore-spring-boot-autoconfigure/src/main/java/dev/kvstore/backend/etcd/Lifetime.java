package dev.kvstore.backend.etcd;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import dev.kvstore.backend.Deadline;
import dev.kvstore.backend.KeptLease;

/**
 * How long a key that is about to be written lives.
 *
 * @param lease the lease that the key ends with
 * @param ttl when it is due, or {@code null} if it has no TTL
 * @param end until when the lease lasts at least, unless it is renewed
 * @param kept the lease if it is shared and renewed while the store is open
 */
record Lifetime(EtcdLease lease, @Nullable Duration ttl, Deadline end, @Nullable KeptLease<EtcdLease> kept) {

	static final Lifetime UNLIMITED = new Lifetime(EtcdLease.NONE, null, Deadline.never(), null);

	boolean isUnlimited() {
		return this.ttl == null;
	}

}
