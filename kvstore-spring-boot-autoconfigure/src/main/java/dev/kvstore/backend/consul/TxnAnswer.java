package dev.kvstore.backend.consul;

import java.util.List;

/**
 * What became of a transaction: the entries that its operations told of, in their order,
 * or why it had no effect.
 *
 * @param entries the entries, with a value only where one was asked for
 * @param failures the operations that failed, none if the transaction was applied
 */
record TxnAnswer(List<KvEntry> entries, List<Failure> failures) {

	boolean isApplied() {
		return this.failures.isEmpty();
	}

	/**
	 * Returns the index that the transaction's writes got.
	 * @return the highest index of an entry
	 */
	long index() {
		return this.entries.stream().mapToLong(KvEntry::modified).max().orElse(0);
	}

	boolean failedAt(int operation) {
		return this.failures.stream().anyMatch((failure) -> failure.operation() == operation);
	}

	/**
	 * An operation that failed.
	 *
	 * @param operation its place in the transaction
	 * @param what why
	 */
	record Failure(int operation, String what) {

		boolean isDenied() {
			// other reasons have the key in them
			return this.what.startsWith("Permission denied") || this.what.startsWith("ACL not found");
		}

	}

}
