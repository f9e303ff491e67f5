package dev.kvstore.observation;

import java.util.OptionalLong;

import dev.kvstore.api.KeyValue;
import dev.kvstore.api.Transaction;

/**
 * A transaction whose commit is observed.
 */
final class ObservedTransaction implements Transaction {

	private final Transaction transaction;

	private final StoreObservations observations;

	ObservedTransaction(Transaction transaction, StoreObservations observations) {
		this.transaction = transaction;
		this.observations = observations;
	}

	@Override
	public Transaction check(KeyValue expected) {
		this.transaction.check(expected);
		return this;
	}

	@Override
	public Transaction checkAbsent(String key) {
		this.transaction.checkAbsent(key);
		return this;
	}

	@Override
	public Transaction put(String key, byte[] value) {
		this.transaction.put(key, value);
		return this;
	}

	@Override
	public Transaction delete(String key) {
		this.transaction.delete(key);
		return this;
	}

	@Override
	public OptionalLong commit() {
		return this.observations.observe("commit", null, this.transaction::commit,
				(version) -> version.isPresent() ? OperationOutcome.SUCCESS : OperationOutcome.LOST);
	}

}
