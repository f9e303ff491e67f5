package dev.kvstore.backend.mapdb;

import java.util.concurrent.CompletableFuture;

import dev.kvstore.api.LockHolder;
import dev.kvstore.api.LockOptions;
import dev.kvstore.backend.LockLease;

/**
 * A place in the queue of a lock.
 *
 * @param store who asks
 * @param key the key of the lock
 * @param options how to hold it
 * @param token the fencing token that it is held with
 * @param granted the ownership, once it is this request's turn
 */
record LockRequest(MapDbStore store, String key, LockOptions options, long token,
		CompletableFuture<LockLease> granted) {

	LockHolder holder() {
		return new LockHolder(this.options.value(), this.token);
	}

	boolean isGranted() {
		return this.granted.isDone() && !this.granted.isCompletedExceptionally();
	}

	void releaseIfGranted() {
		if (isGranted()) {
			this.granted.join().close();
		}
	}

}
