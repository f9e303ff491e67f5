package dev.kvstore.autoconfigure;

import org.springframework.boot.diagnostics.FailureAnalysis;

import dev.kvstore.connection.UnknownBackendException;

/**
 * Tells which backends there are.
 */
final class UnknownBackendFailureAnalyzer extends StoreStartFailureAnalyzer<UnknownBackendException> {

	UnknownBackendFailureAnalyzer() {
		super(UnknownBackendException.class);
	}

	@Override
	FailureAnalysis analyzeCause(UnknownBackendException cause) {
		return new FailureAnalysis(
				("The property 'kvstore.backend' is '%s' (or a KvStoreConnectionDetails bean says so), and there is no "
						+ "backend of that name.")
					.formatted(cause.backend()),
				"Set 'kvstore.backend' to one of those available: %s. To add a backend, declare a StoreFactory bean."
					.formatted(String.join(", ", cause.available())),
				cause);
	}

}
