package dev.kvstore.autoconfigure;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.origin.Origin;

import dev.kvstore.config.InvalidImportException;

/**
 * Tells how a location of configuration in the store is written.
 */
final class InvalidImportFailureAnalyzer extends AbstractFailureAnalyzer<InvalidImportException> {

	@Override
	protected FailureAnalysis analyze(Throwable failure, InvalidImportException cause) {
		Origin origin = Origin.from(cause);
		return new FailureAnalysis(
				"A value of 'spring.config.import'%s is of no use. %s."
					.formatted((origin != null) ? " from " + origin : "", cause.getMessage()),
				"Write '[optional:]kvstore:[directory][;directory2][?format=yaml]'.", cause);
	}

}
