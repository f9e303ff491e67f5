package dev.kvstore.server;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.testcontainers.DockerClientFactory;

/**
 * Whether Docker answers.
 */
final class DockerCondition implements ExecutionCondition {

	private static final boolean REQUIRED = "required".equals(System.getenv("KVSTORE_TEST_CONTAINERS"));

	@Override
	public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
		return DockerClientFactory.instance().isDockerAvailable() ? ConditionEvaluationResult.enabled("Docker answers")
				: missing(context, "no Docker answers: start it, or set DOCKER_HOST to where it is");
	}

	static ConditionEvaluationResult missing(ExtensionContext context, String what) {
		String report = context.getDisplayName() + " is not run because " + what;
		if (REQUIRED) {
			throw new IllegalStateException(report);
		}
		System.getLogger(RunsContainers.class.getName()).log(System.Logger.Level.WARNING, report);
		return ConditionEvaluationResult.disabled(report);
	}

}
