package dev.kvstore.backend.mapdb;

import java.util.function.LongSupplier;

/**
 * Hands out fencing tokens from blocks that were durably reserved, so that no run of the
 * process ever gives out a token twice. Guarded by the lock table.
 */
final class FencingTokens {

	static final int BLOCK = 1024;

	private long next;

	private long end;

	boolean isEmpty() {
		return this.next == this.end;
	}

	long next() {
		return this.next++;
	}

	/**
	 * Takes over a reserved block, unless another came first.
	 * @param reserved returns the block's first token
	 */
	void refill(LongSupplier reserved) {
		if (isEmpty()) {
			this.next = reserved.getAsLong();
			this.end = this.next + BLOCK;
		}
	}

}
