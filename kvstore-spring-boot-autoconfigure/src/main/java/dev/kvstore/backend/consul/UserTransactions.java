package dev.kvstore.backend.consul;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.kvstore.api.StoreUnavailableException;
import dev.kvstore.backend.CheckedStore;
import dev.kvstore.backend.Deadline;
import dev.kvstore.backend.TransactionOperations;
import dev.kvstore.backend.TransactionOperations.Check;
import dev.kvstore.backend.TransactionOperations.Write;
import dev.kvstore.backend.consul.KeyLifetimes.Lifetime;

/**
 * Commits users' transactions in one round trip; larger ones in two, because then each
 * put must be a single operation, which takes knowing the key's session and value.
 */
final class UserTransactions {

	private static final String COMMIT = "commit";

	private final KvTransactions transactions;

	private final KeyLifetimes lifetimes;

	private final ConsulAgents agents;

	UserTransactions(KvTransactions transactions, KeyLifetimes lifetimes, ConsulAgents agents) {
		this.transactions = transactions;
		this.lifetimes = lifetimes;
		this.agents = agents;
	}

	OptionalLong commit(TransactionOperations operations) {
		Map<String, Lifetime> superseded = new HashMap<>();
		operations.writes().forEach((write) -> remember(write.key(), superseded));
		OptionalLong committed = isSmall(operations) ? commitAtOnce(operations) : commitPlanned(operations);
		if (committed.isPresent()) {
			superseded.forEach(this.lifetimes::superseded);
		}
		return committed;
	}

	private void remember(String key, Map<String, Lifetime> superseded) {
		Lifetime lifetime = this.lifetimes.of(key);
		if (lifetime != null) {
			superseded.put(key, lifetime);
		}
	}

	private static boolean isSmall(TransactionOperations operations) {
		long puts = operations.writes().stream().filter((write) -> write.value() != null).count();
		return operations.checks().size() + operations.writes().size() + puts <= TxnOperations.MAX_OPERATIONS;
	}

	private OptionalLong commitAtOnce(TransactionOperations operations) {
		TxnOperations planned = new TxnOperations();
		operations.checks().forEach((check) -> append(planned, check));
		for (Write write : operations.writes()) {
			planned.delete(write.key());
			if (write.value() != null) {
				planned.set(write.key(), write.value());
			}
		}
		TxnAnswer answer = operations.writes().isEmpty() ? this.transactions.check(COMMIT, null, planned)
				: this.transactions.write(COMMIT, null, planned);
		if (!answer.isApplied() && !failedBefore(answer, operations.checks().size())) {
			throw ConsulFailures.of(COMMIT, null, answer.failures());
		}
		return answer.isApplied() ? OptionalLong.of(answer.index()) : OptionalLong.empty();
	}

	private static void append(TxnOperations planned, Check check) {
		if (check.version() == CheckedStore.ABSENT) {
			planned.checkAbsent(check.key());
		}
		else {
			planned.checkIndex(check.key(), check.version());
		}
	}

	private static boolean failedBefore(TxnAnswer answer, int operation) {
		return answer.failures().stream().anyMatch((failure) -> failure.operation() < operation);
	}

	private OptionalLong commitPlanned(TransactionOperations operations) {
		Deadline deadline = Deadline.after(this.agents.requestTimeout());
		PresentEntries present = new PresentEntries(this.transactions, operations);
		while (!deadline.isOver()) {
			TransactionPlan plan = TransactionPlan.of(operations, present.read());
			if (plan == null) {
				return OptionalLong.empty();
			}
			TxnAnswer answer = this.transactions.write(COMMIT, null, plan.operations());
			if (answer.isApplied()) {
				return OptionalLong.of(answer.index());
			}
			if (failedBefore(answer, plan.checks())) {
				return OptionalLong.empty();
			}
		}
		throw new StoreUnavailableException(ConsulStore.BACKEND, COMMIT, null, false,
				"rivals changed its keys again and again; nothing was written", null);
	}

	/**
	 * A transaction that is good for the present entries only.
	 *
	 * @param operations what to send
	 * @param checks how many of the operations, at the beginning, are the user's checks
	 */
	private record TransactionPlan(TxnOperations operations, int checks) {

		static @Nullable TransactionPlan of(TransactionOperations user, Map<String, KvEntry> present) {
			TxnOperations planned = new TxnOperations();
			Set<String> compared = new HashSet<>();
			List<Write> puts = user.writes().stream().filter((write) -> write.value() != null).toList();
			puts.forEach((put) -> compared.add(put.key()));
			for (Check check : user.checks()) {
				KvEntry entry = present.get(check.key());
				if (compared.contains(check.key()) && check.version() != ((entry != null) ? entry.modified() : 0)) {
					return null;
				}
				if (!compared.contains(check.key()) || (entry != null && entry.session() != null)) {
					append(planned, check);
				}
			}
			int checks = planned.size();
			user.writes().forEach((write) -> append(planned, write, present.get(write.key())));
			return new TransactionPlan(planned, checks);
		}

		private static void append(TxnOperations planned, Check check) {
			UserTransactions.append(planned, check);
		}

		private static void append(TxnOperations planned, Write write, @Nullable KvEntry entry) {
			if (write.value() == null) {
				planned.delete(write.key());
			}
			else if (entry == null) {
				planned.compareAndSet(write.key(), write.value(), 0, 0);
			}
			else if (entry.session() != null) {
				planned.unlock(write.key(), write.value(), entry.session());
			}
			else {
				planned.compareAndSet(write.key(), write.value(), entry.modified(), entry.otherFlags(write.value()));
			}
		}

	}

}
