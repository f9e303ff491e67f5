package dev.kvstore.lock;

import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

import dev.kvstore.api.LockLostException;

/**
 * Keeps a transaction from committing without a lock.
 */
final class LockSynchronization implements TransactionSynchronization {

	private final HeldLock lock;

	private final boolean keeping;

	private LockSynchronization(HeldLock lock, boolean keeping) {
		this.lock = lock;
		this.keeping = keeping;
	}

	static void keep(HeldLock lock) {
		if (isTransactionOpen()) {
			lock.keep();
			TransactionSynchronizationManager.registerSynchronization(new LockSynchronization(lock, true));
		}
	}

	static void watch(HeldLock lock) {
		if (isTransactionOpen()) {
			TransactionSynchronizationManager.registerSynchronization(new LockSynchronization(lock, false));
		}
	}

	static boolean keeps(TaskLocks locks, String key) {
		return isTransactionOpen() && TransactionSynchronizationManager.getSynchronizations()
			.stream()
			.anyMatch((synchronization) -> synchronization instanceof LockSynchronization own && own.keeping
					&& own.lock.isOf(locks, key));
	}

	private static boolean isTransactionOpen() {
		return TransactionSynchronizationManager.isActualTransactionActive()
				&& TransactionSynchronizationManager.isSynchronizationActive();
	}

	@Override
	public void beforeCommit(boolean readOnly) {
		LockLostException lost = this.lock.loss();
		if (lost != null) {
			throw lost;
		}
	}

	@Override
	public void afterCompletion(int status) {
		if (this.keeping) {
			this.lock.free();
		}
	}

}
