package dev.kvstore.lock;

import org.jspecify.annotations.Nullable;
import org.springframework.transaction.TransactionExecution;
import org.springframework.transaction.TransactionExecutionListener;

/**
 * Keeps transactions that begin under a lock from committing without it.
 */
final class LockedTransactions implements TransactionExecutionListener {

	@Override
	public void afterBegin(TransactionExecution transaction, @Nullable Throwable beginFailure) {
		if (beginFailure == null && transaction.isNewTransaction()) {
			LockContext.locks().forEach(LockSynchronization::watch);
		}
	}

}
