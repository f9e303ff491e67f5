package dev.kvstore.backend;

import java.time.Duration;
import java.util.concurrent.CompletionStage;

/**
 * The leases or sessions of a server, as a backend's client asks for them. Calls end
 * within the request timeout with a {@link dev.kvstore.api.StoreException} at the latest.
 *
 * @param <L> what names a lease
 */
public interface LeaseServer<L> {

	/**
	 * Asks for a lease.
	 * @param operation the user's operation that needs it
	 * @param key the key of that operation
	 * @param ttl the TTL to ask for
	 * @param deadline when that operation is to end
	 * @return the lease
	 */
	Granted<L> grant(String operation, String key, Duration ttl, Deadline deadline);

	/**
	 * Renews a lease. Does not block.
	 * @param lease the lease
	 * @return {@code false} if the server does not know it any more
	 */
	CompletionStage<Boolean> renew(L lease);

	/**
	 * Ends a lease; one that the server does not know is none.
	 * @param lease the lease
	 */
	void revoke(L lease);

	/**
	 * A lease.
	 *
	 * @param <L> what names a lease
	 * @param lease its name
	 * @param ttl its TTL, at most what the server keeps it without a renewal
	 */
	record Granted<L>(L lease, Duration ttl) {

	}

}
