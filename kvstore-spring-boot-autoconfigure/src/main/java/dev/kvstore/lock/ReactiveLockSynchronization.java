package dev.kvstore.lock;

import java.util.List;

import org.springframework.transaction.NoTransactionException;
import org.springframework.transaction.reactive.TransactionSynchronization;
import org.springframework.transaction.reactive.TransactionSynchronizationManager;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import dev.kvstore.api.LockLostException;

/**
 * Keeps a reactive transaction from committing without a lock, and the lock until the
 * transaction has completed.
 */
final class ReactiveLockSynchronization implements TransactionSynchronization {

	private final HeldLock lock;

	private ReactiveLockSynchronization(HeldLock lock) {
		this.lock = lock;
	}

	static Mono<Void> keep(HeldLock lock) {
		return open().doOnNext((transaction) -> {
			lock.keep();
			transaction.registerSynchronization(new ReactiveLockSynchronization(lock));
		}).then();
	}

	static Mono<List<HeldLock>> kept() {
		return open()
			.map((transaction) -> transaction.getSynchronizations()
				.stream()
				.filter(ReactiveLockSynchronization.class::isInstance)
				.map((own) -> ((ReactiveLockSynchronization) own).lock)
				.toList())
			.defaultIfEmpty(List.of());
	}

	private static Mono<TransactionSynchronizationManager> open() {
		return TransactionSynchronizationManager.forCurrentTransaction()
			.onErrorComplete(NoTransactionException.class)
			.filter((transaction) -> transaction.isActualTransactionActive() && transaction.isSynchronizationActive());
	}

	@Override
	public Mono<Void> beforeCommit(boolean readOnly) {
		return Mono.fromRunnable(() -> {
			LockLostException lost = this.lock.loss();
			if (lost != null) {
				throw lost;
			}
		});
	}

	@Override
	public Mono<Void> afterCompletion(int status) {
		return Mono.<Void>fromRunnable(this.lock::free).subscribeOn(Schedulers.boundedElastic());
	}

}
