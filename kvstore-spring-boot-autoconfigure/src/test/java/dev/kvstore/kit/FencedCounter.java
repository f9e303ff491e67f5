package dev.kvstore.kit;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A counter that is read and written in two steps and refuses tokens smaller than it has
 * seen. It counts right only if tokens increase from holder to holder and no two holders
 * have the same.
 */
final class FencedCounter {

	private long value;

	private long token = Long.MIN_VALUE;

	synchronized long read(long token) {
		this.token = Math.max(this.token, token);
		return this.value;
	}

	synchronized boolean write(long token, long value) {
		if (token < this.token) {
			return false;
		}
		this.token = token;
		this.value = value;
		return true;
	}

	synchronized void assertConsistent(long accepted) {
		assertThat(this.value).as("counted by holders whose write was accepted").isEqualTo(accepted).isPositive();
	}

}
