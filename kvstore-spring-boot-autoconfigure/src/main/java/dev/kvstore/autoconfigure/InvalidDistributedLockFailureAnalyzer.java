package dev.kvstore.autoconfigure;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

import dev.kvstore.lock.InvalidDistributedLockException;

/**
 * Tells which method cannot run under the lock that its annotation asks for.
 */
final class InvalidDistributedLockFailureAnalyzer extends AbstractFailureAnalyzer<InvalidDistributedLockException> {

	@Override
	protected FailureAnalysis analyze(Throwable failure, InvalidDistributedLockException cause) {
		return new FailureAnalysis(cause.getMessage(), cause.action(), cause);
	}

}
