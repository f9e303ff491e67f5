package dev.kvstore.autoconfigure;

import org.springframework.boot.diagnostics.FailureAnalysis;

import dev.kvstore.api.StoreUnavailableException;

/**
 * Tells how to start when no server answers.
 */
final class StoreUnavailableFailureAnalyzer extends StoreStartFailureAnalyzer<StoreUnavailableException> {

	StoreUnavailableFailureAnalyzer() {
		super(StoreUnavailableException.class);
	}

	@Override
	FailureAnalysis analyzeCause(StoreUnavailableException cause) {
		return new FailureAnalysis(
				"The backend '%s' is not reachable. %s".formatted(cause.backend(), cause.getMessage()),
				"Check that its server runs and that 'kvstore.endpoints' is where it listens. To start without it and "
						+ "connect as soon as it answers, set 'kvstore.fail-fast=false'.",
				cause);
	}

}
