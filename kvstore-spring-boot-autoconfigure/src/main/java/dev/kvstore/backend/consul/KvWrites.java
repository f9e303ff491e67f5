package dev.kvstore.backend.consul;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import dev.kvstore.api.KeyValue;
import dev.kvstore.api.PutOptions;
import dev.kvstore.api.StoreException;
import dev.kvstore.api.StoreUnavailableException;
import dev.kvstore.backend.CheckedStore;
import dev.kvstore.backend.consul.KeyLifetimes.Lifetime;

/**
 * Writes single keys and trees. A write deletes the key before it sets it, in one
 * transaction: Consul would otherwise keep the key's session and, if the value is the
 * same, its version.
 */
final class KvWrites {

	private final KvTransactions transactions;

	private final KvReads reads;

	private final KeyLifetimes lifetimes;

	KvWrites(KvTransactions transactions, KvReads reads, KeyLifetimes lifetimes) {
		this.transactions = transactions;
		this.reads = reads;
		this.lifetimes = lifetimes;
	}

	KeyValue put(String key, byte[] value, PutOptions options) {
		TxnOperations operations = new TxnOperations().delete(key);
		return write("put", key, value, options, operations).orElseThrow(() -> ConsulFailures.sessionEnded("put", key));
	}

	Optional<KeyValue> atomicPut(String key, byte[] value, long previous, PutOptions options) {
		TxnOperations operations = (previous == CheckedStore.ABSENT) ? new TxnOperations().checkAbsent(key)
				: new TxnOperations().checkIndex(key, previous).delete(key);
		return write("atomicPut", key, value, options, operations);
	}

	private Optional<KeyValue> write(String operation, String key, byte[] value, PutOptions options,
			TxnOperations operations) {
		Lifetime superseded = this.lifetimes.of(key);
		Lifetime lifetime = this.lifetimes.begin(operation, key, options);
		try {
			TxnAnswer answer = this.transactions.write(operation, key,
					this.lifetimes.append(operations, key, value, lifetime));
			if (answer.isApplied()) {
				return Optional.of(written(new KeyValue(key, value, answer.index()), lifetime, superseded));
			}
			this.lifetimes.discard(lifetime);
			requireSession(operation, key, answer);
			return Optional.empty();
		}
		catch (StoreException ex) {
			this.lifetimes.failed(lifetime, ex);
			throw ex;
		}
	}

	private KeyValue written(KeyValue written, @Nullable Lifetime lifetime, @Nullable Lifetime superseded) {
		if (lifetime != null) {
			this.lifetimes.begun(written.key(), written.version(), lifetime);
		}
		this.lifetimes.superseded(written.key(), superseded);
		return written;
	}

	private static void requireSession(String operation, String key, TxnAnswer answer) {
		if (!answer.failedAt(0)) {
			throw ConsulFailures.of(operation, key, answer.failures());
		}
	}

	boolean delete(String key) {
		return delete("delete", key, new TxnOperations().get(key).delete(key));
	}

	boolean atomicDelete(String key, long previous) {
		return delete("atomicDelete", key, new TxnOperations().checkIndex(key, previous).delete(key));
	}

	private boolean delete(String operation, String key, TxnOperations operations) {
		Lifetime superseded = this.lifetimes.of(key);
		boolean deleted = this.transactions.write(operation, key, operations).isApplied();
		if (deleted) {
			this.lifetimes.superseded(key, superseded);
		}
		return deleted;
	}

	long deleteTree(String directory) {
		List<TxnOperations> batches = new ArrayList<>();
		if (!directory.isEmpty()) {
			String prefix = KvPaths.prefix(directory);
			batches.add(new TxnOperations().getTree(prefix).deleteTree(prefix));
		}
		else {
			batches.addAll(wholeTree());
		}
		long count = 0;
		for (TxnOperations batch : batches) {
			List<KvEntry> deleted = delete(directory, batch, batch != batches.get(0));
			deleted.forEach(this.lifetimes::deleted);
			count += deleted.stream().filter((entry) -> entry.isBelow(directory)).count();
		}
		return count;
	}

	private List<KvEntry> delete(String directory, TxnOperations batch, boolean begun) {
		try {
			return this.transactions.write("deleteTree", directory, batch).entries();
		}
		catch (StoreUnavailableException ex) {
			throw begun ? new StoreUnavailableException(ex.backend(), "deleteTree", directory, true,
					"only a part was deleted", ex) : ex;
		}
	}

	private List<TxnOperations> wholeTree() {
		List<TxnOperations> batches = new ArrayList<>();
		for (String segment : this.reads.firstSegments("deleteTree")) {
			if (segment.equals(KvEntry.INTERNAL) || segment.equals("/")) {
				continue;
			}
			batches.add(segment.endsWith("/") ? new TxnOperations().getTree(segment).deleteTree(segment)
					: new TxnOperations().get(segment).delete(segment));
		}
		return batches;
	}

}
