package dev.kvstore.lock;

import java.util.List;

import org.springframework.util.ClassUtils;
import reactor.core.publisher.Mono;

/**
 * The reactive transaction that is open where a publisher is subscribed to, if the
 * application has transactions at all.
 */
final class OpenReactiveTransaction {

	private static final boolean PRESENT = ClassUtils.isPresent(
			"org.springframework.transaction.reactive.TransactionSynchronization",
			OpenReactiveTransaction.class.getClassLoader());

	private OpenReactiveTransaction() {
	}

	/**
	 * Keeps a lock until the transaction has completed, and keeps the transaction from
	 * committing without the lock.
	 * @param lock the lock
	 * @return completes once that is so
	 */
	static Mono<Void> keep(HeldLock lock) {
		return PRESENT ? ReactiveLockSynchronization.keep(lock) : Mono.empty();
	}

	static Mono<List<HeldLock>> kept() {
		return PRESENT ? ReactiveLockSynchronization.kept() : Mono.just(List.of());
	}

}
