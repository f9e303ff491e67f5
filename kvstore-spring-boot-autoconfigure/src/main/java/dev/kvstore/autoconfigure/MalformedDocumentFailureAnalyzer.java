package dev.kvstore.autoconfigure;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

import dev.kvstore.config.MalformedDocumentException;

/**
 * Tells which key of the configuration has a value that cannot be read.
 */
final class MalformedDocumentFailureAnalyzer extends AbstractFailureAnalyzer<MalformedDocumentException> {

	@Override
	protected FailureAnalysis analyze(Throwable failure, MalformedDocumentException cause) {
		return new FailureAnalysis("The configuration in the store cannot be imported. " + cause.getMessage() + ".",
				"Correct the value of '" + cause.key() + "', or name its format in the location, as in "
						+ "'kvstore:config/app?format=yaml'.",
				cause);
	}

}
