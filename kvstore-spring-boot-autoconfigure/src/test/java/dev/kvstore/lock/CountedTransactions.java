package dev.kvstore.lock;

import java.util.concurrent.atomic.AtomicInteger;

import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.reactive.AbstractReactiveTransactionManager;
import org.springframework.transaction.reactive.GenericReactiveTransaction;
import org.springframework.transaction.reactive.TransactionSynchronizationManager;
import reactor.core.publisher.Mono;

/**
 * Reactive transactions of a resource that does nothing.
 */
@SuppressWarnings("serial")
final class CountedTransactions extends AbstractReactiveTransactionManager {

	private final transient AtomicInteger commits = new AtomicInteger();

	private final transient AtomicInteger rollbacks = new AtomicInteger();

	int commits() {
		return this.commits.get();
	}

	int rollbacks() {
		return this.rollbacks.get();
	}

	@Override
	protected Object doGetTransaction(TransactionSynchronizationManager synchronizations) {
		return new Object();
	}

	@Override
	protected Mono<Void> doBegin(TransactionSynchronizationManager synchronizations, Object transaction,
			TransactionDefinition definition) {
		return Mono.empty();
	}

	@Override
	protected Mono<Void> doCommit(TransactionSynchronizationManager synchronizations,
			GenericReactiveTransaction transaction) {
		return Mono.fromRunnable(this.commits::incrementAndGet);
	}

	@Override
	protected Mono<Void> doRollback(TransactionSynchronizationManager synchronizations,
			GenericReactiveTransaction transaction) {
		return Mono.fromRunnable(this.rollbacks::incrementAndGet);
	}

}
