package dev.kvstore.backend.etcd;

import java.time.Duration;

/**
 * A lease.
 *
 * @param id its id
 * @param ttl the TTL that was granted
 */
record EtcdLease(long id, Duration ttl) {

	static final EtcdLease NONE = new EtcdLease(0, Duration.ZERO);

}
