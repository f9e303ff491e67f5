package dev.kvstore.lock;

import java.time.Duration;

/**
 * A lock that was not to be had.
 *
 * @param key the key of the lock
 * @param waited how long the task waited
 * @param reason why it got no lock
 */
record Busy(String key, Duration waited, String reason) implements Acquisition {

	LockNotAcquiredException exception() {
		return new LockNotAcquiredException(this.key, this.waited, this.reason, null);
	}

}
