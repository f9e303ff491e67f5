package dev.kvstore.autoconfigure;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

import dev.kvstore.leader.LeaderOnlyMethodException;

/**
 * Tells what to change about a method that cannot be for the leader only.
 */
final class LeaderOnlyMethodFailureAnalyzer extends AbstractFailureAnalyzer<LeaderOnlyMethodException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, LeaderOnlyMethodException cause) {
		return new FailureAnalysis(cause.getMessage() + ".", cause.action(), cause);
	}

}
