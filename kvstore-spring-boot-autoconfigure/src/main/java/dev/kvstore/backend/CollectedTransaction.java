package dev.kvstore.backend;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.kvstore.api.KeyValue;
import dev.kvstore.api.Transaction;
import dev.kvstore.backend.TransactionOperations.Check;
import dev.kvstore.backend.TransactionOperations.Write;

/**
 * Collects a transaction until it is committed.
 */
final class CollectedTransaction implements Transaction {

	private final CheckedStore store;

	private final List<Check> checks = new ArrayList<>();

	private final List<Write> writes = new ArrayList<>();

	private final Set<String> written = new HashSet<>();

	private boolean committed;

	CollectedTransaction(CheckedStore store) {
		this.store = store;
	}

	@Override
	public Transaction check(KeyValue expected) {
		Arguments.requireNonNull(expected, "expected");
		return check(expected.key(), expected.version());
	}

	@Override
	public Transaction checkAbsent(String key) {
		return check(key, CheckedStore.ABSENT);
	}

	private Transaction check(String key, long version) {
		String canonical = Keys.key(key);
		this.store.requireOpen("check", canonical);
		this.checks.add(new Check(canonical, version));
		return this;
	}

	@Override
	public Transaction put(String key, byte[] value) {
		String canonical = Keys.key(key);
		this.store.requireOpen("put", canonical);
		this.store.requireSize("put", canonical, value);
		return write("put", canonical, value.clone());
	}

	@Override
	public Transaction delete(String key) {
		return write("delete", Keys.key(key), null);
	}

	private Transaction write(String operation, String key, byte @Nullable [] value) {
		this.store.requireOpen(operation, key);
		if (!this.written.add(key)) {
			throw new IllegalArgumentException("'" + key + "' is written twice in one transaction");
		}
		this.writes.add(new Write(key, value));
		return this;
	}

	@Override
	public OptionalLong commit() {
		if (this.committed) {
			throw new IllegalStateException("The transaction was committed before; begin another");
		}
		if (this.checks.isEmpty() && this.writes.isEmpty()) {
			throw new IllegalStateException("The transaction is empty");
		}
		this.committed = true;
		return this.store.commit(new TransactionOperations(this.checks, this.writes));
	}

}
