package dev.kvstore.autoconfigure;

import java.util.Arrays;
import java.util.stream.Collectors;

import org.springframework.boot.diagnostics.FailureAnalysis;

import dev.kvstore.api.StoreUnavailableException;
import dev.kvstore.backend.TlsFailure;
import dev.kvstore.config.ConfigImportException;

/**
 * Tells how to start when no server answers, or none that can be trusted.
 */
final class StoreUnavailableFailureAnalyzer extends StoreStartFailureAnalyzer<StoreUnavailableException> {

	private static final String ACTION = "Check that its server runs and that 'kvstore.endpoints' is where it listens";

	StoreUnavailableFailureAnalyzer() {
		super(StoreUnavailableException.class);
	}

	@Override
	FailureAnalysis analyzeCause(StoreUnavailableException cause) {
		return TlsFailure.reason(cause).isPresent() ? insecure(cause) : new FailureAnalysis(description(cause), ACTION
				+ ", or the container of its service connection. To start without it and connect as soon as it answers, set 'kvstore.fail-fast=false'.",
				cause);
	}

	@Override
	FailureAnalysis analyzeImport(StoreUnavailableException cause, ConfigImportException failed) {
		return TlsFailure.reason(cause).isPresent() ? insecure(cause) : new FailureAnalysis(
				description(cause) + " The configuration '" + failed.location() + "' cannot be imported."
						+ alsoFailed(cause),
				ACTION + ("; containers of service connections and of Docker Compose are not known yet. To wait longer for it, set 'kvstore.config.timeout'. To start without its configuration "
						+ "until it answers, write 'optional:%s'; to start with "
						+ "the last one, set 'kvstore.config.snapshot' to a file.")
					.formatted(failed.location()),
				cause);
	}

	private static String alsoFailed(StoreUnavailableException cause) {
		return Arrays.stream(cause.getSuppressed())
			.map((failure) -> " " + failure.getMessage() + ".")
			.collect(Collectors.joining());
	}

	private static String description(StoreUnavailableException cause) {
		return "The backend '%s' is not reachable. %s.".formatted(cause.backend(), cause.getMessage());
	}

	private static FailureAnalysis insecure(StoreUnavailableException cause) {
		return new FailureAnalysis(
				"No secure connection to the backend '%s' can be made. %s.".formatted(cause.backend(),
						cause.getMessage()),
				"Check that the SSL bundle that 'kvstore.ssl.bundle' names trusts the authority that issued the "
						+ "server's certificate, that the certificate is for the host in 'kvstore.endpoints', and that "
						+ "the bundle has a client certificate if the server asks for one.",
				cause);
	}

}
