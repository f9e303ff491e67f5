package dev.kvstore.backend.consul;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.kvstore.backend.CheckedStore;
import dev.kvstore.backend.TransactionOperations;
import dev.kvstore.backend.TransactionOperations.Write;

/**
 * The entries that a transaction's puts will replace. Consul reads many keys at once only
 * if all exist, so that the first guess at which do may have to be corrected.
 */
final class PresentEntries {

	private final KvTransactions transactions;

	private final List<String> keys;

	private final Set<String> absent = new HashSet<>();

	PresentEntries(KvTransactions transactions, TransactionOperations operations) {
		this.transactions = transactions;
		this.keys = operations.writes().stream().filter((write) -> write.value() != null).map(Write::key).toList();
		operations.checks()
			.stream()
			.filter((check) -> check.version() == CheckedStore.ABSENT)
			.forEach((check) -> this.absent.add(check.key()));
		if (operations.checks().size() + this.keys.size() > 2 * TxnOperations.MAX_OPERATIONS
				|| operations.writes().size() > TxnOperations.MAX_OPERATIONS) {
			throw ConsulFailures.rejected("commit", null, "the transaction has more operations than the "
					+ TxnOperations.MAX_OPERATIONS + " that Consul takes");
		}
	}

	Map<String, KvEntry> read() {
		while (true) {
			TxnOperations operations = new TxnOperations();
			for (String key : this.keys) {
				if (this.absent.contains(key)) {
					operations.checkAbsent(key);
				}
				else {
					operations.get(key);
				}
			}
			TxnAnswer answer = this.transactions.check("commit", null, operations);
			if (answer.isApplied()) {
				return byKey(answer.entries());
			}
			answer.failures().forEach((failure) -> correct(this.keys.get(failure.operation())));
		}
	}

	private void correct(String key) {
		if (!this.absent.remove(key)) {
			this.absent.add(key);
		}
	}

	private Map<String, KvEntry> byKey(List<KvEntry> entries) {
		Map<String, KvEntry> byKey = new HashMap<>();
		entries.forEach((entry) -> byKey.put(entry.key(), entry));
		for (String key : this.keys) {
			if (!this.absent.contains(key) && !byKey.containsKey(key)) {
				throw ConsulFailures.denied("commit", key, "the key is not shown");
			}
		}
		return byKey;
	}

}
