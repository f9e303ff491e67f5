package dev.kvstore.autoconfigure;

import org.springframework.boot.diagnostics.FailureAnalysis;

import dev.kvstore.connection.ClientLibraryMissingException;

/**
 * Names the dependency that a backend lacks.
 */
final class ClientLibraryMissingFailureAnalyzer extends StoreStartFailureAnalyzer<ClientLibraryMissingException> {

	ClientLibraryMissingFailureAnalyzer() {
		super(ClientLibraryMissingException.class);
	}

	@Override
	FailureAnalysis analyzeCause(ClientLibraryMissingException cause) {
		return new FailureAnalysis(cause.getMessage() + ".",
				("Add the dependency '%s' with what it depends on, or 'dev.kvstore:kvstore-spring-boot-starter', which "
						+ "brings it. Otherwise choose another backend with 'kvstore.backend'.")
					.formatted(cause.coordinates()),
				cause);
	}

}
