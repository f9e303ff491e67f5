package dev.kvstore.autoconfigure;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.origin.Origin;
import org.springframework.core.Ordered;

import dev.kvstore.config.MissingDirectoryException;

/**
 * Tells which directory has no configuration, before Spring Boot tells that a location is
 * missing.
 */
final class MissingDirectoryFailureAnalyzer extends AbstractFailureAnalyzer<MissingDirectoryException>
		implements Ordered {

	@Override
	protected FailureAnalysis analyze(Throwable failure, MissingDirectoryException cause) {
		Origin origin = Origin.from(cause.location());
		String place = (origin != null) ? " from " + origin : "";
		return new FailureAnalysis(
				"The configuration '%s'%s cannot be imported. %s.".formatted(cause.location(), place,
						cause.getMessage()),
				("Write the configuration there, or correct the location. To start without it, and to have it once it "
						+ "is there, write 'optional:%s'. Directories are below 'kvstore.namespace', if that is set, in the "
						+ "backend that the properties 'kvstore.*' name: containers of service connections and of Docker "
						+ "Compose are not known yet.")
					.formatted(cause.location()),
				cause);
	}

	@Override
	public int getOrder() {
		return 0;
	}

}
