package dev.kvstore.autoconfigure;

import org.springframework.boot.diagnostics.FailureAnalysis;

import dev.kvstore.api.StoreUnavailableException;
import dev.kvstore.backend.TlsFailure;

/**
 * Tells how to start when no server answers, or none that can be trusted.
 */
final class StoreUnavailableFailureAnalyzer extends StoreStartFailureAnalyzer<StoreUnavailableException> {

	StoreUnavailableFailureAnalyzer() {
		super(StoreUnavailableException.class);
	}

	@Override
	FailureAnalysis analyzeCause(StoreUnavailableException cause) {
		if (TlsFailure.reason(cause).isPresent()) {
			return new FailureAnalysis(
					"No secure connection to the backend '%s' can be made. %s".formatted(cause.backend(),
							cause.getMessage()),
					"Check that the SSL bundle that 'kvstore.ssl.bundle' names trusts the authority that issued the "
							+ "server's certificate, that the certificate is for the host in 'kvstore.endpoints', and that "
							+ "the bundle has a client certificate if the server asks for one.",
					cause);
		}
		return new FailureAnalysis(
				"The backend '%s' is not reachable. %s".formatted(cause.backend(), cause.getMessage()),
				"Check that its server runs and that 'kvstore.endpoints' is where it listens, or the container of its "
						+ "service connection. To start without it and connect as soon as it answers, set 'kvstore.fail-fast=false'.",
				cause);
	}

}
