package dev.kvstore.lock;

import org.springframework.util.ClassUtils;

/**
 * The transaction that is open on the current thread, if the application has transactions
 * at all.
 */
final class OpenTransaction {

	private static final boolean PRESENT = ClassUtils.isPresent(
			"org.springframework.transaction.support.TransactionSynchronization",
			OpenTransaction.class.getClassLoader());

	private OpenTransaction() {
	}

	/**
	 * Keeps a lock until the transaction has completed, and keeps the transaction from
	 * committing without the lock.
	 * @param lock the lock
	 */
	static void keep(HeldLock lock) {
		if (PRESENT) {
			LockSynchronization.keep(lock);
		}
	}

	static boolean keeps(TaskLocks locks, String key) {
		return PRESENT && LockSynchronization.keeps(locks, key);
	}

}
