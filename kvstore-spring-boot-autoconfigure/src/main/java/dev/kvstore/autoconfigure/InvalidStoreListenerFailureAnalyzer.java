package dev.kvstore.autoconfigure;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

import dev.kvstore.event.InvalidStoreListenerException;

/**
 * Tells which method cannot be called for changes of keys, and what to change about it.
 */
final class InvalidStoreListenerFailureAnalyzer extends AbstractFailureAnalyzer<InvalidStoreListenerException> {

	@Override
	protected FailureAnalysis analyze(Throwable failure, InvalidStoreListenerException cause) {
		return new FailureAnalysis(cause.getMessage(), cause.action(), cause);
	}

}
