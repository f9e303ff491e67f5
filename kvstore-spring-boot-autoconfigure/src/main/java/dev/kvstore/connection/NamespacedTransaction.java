package dev.kvstore.connection;

import java.util.OptionalLong;

import org.jspecify.annotations.Nullable;

import dev.kvstore.api.KeyValue;
import dev.kvstore.api.Transaction;

/**
 * A transaction on keys below a namespace.
 */
final class NamespacedTransaction implements Transaction {

	private final Transaction transaction;

	private final Namespace namespace;

	NamespacedTransaction(Transaction transaction, Namespace namespace) {
		this.transaction = transaction;
		this.namespace = namespace;
	}

	@Override
	public Transaction check(@Nullable KeyValue expected) {
		if (expected == null) {
			throw new IllegalArgumentException("'expected' must not be null");
		}
		this.transaction.check(KeyValue.reference(this.namespace.key(expected.key()), expected.version()));
		return this;
	}

	@Override
	public Transaction checkAbsent(String key) {
		this.transaction.checkAbsent(this.namespace.key(key));
		return this;
	}

	@Override
	public Transaction put(String key, byte[] value) {
		this.transaction.put(this.namespace.key(key), value);
		return this;
	}

	@Override
	public Transaction delete(String key) {
		this.transaction.delete(this.namespace.key(key));
		return this;
	}

	@Override
	public OptionalLong commit() {
		return this.transaction.commit();
	}

}
