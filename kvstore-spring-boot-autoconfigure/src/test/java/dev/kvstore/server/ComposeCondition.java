package dev.kvstore.server;

import java.util.List;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Whether there is a Docker Compose that Spring Boot can use. The build has the directory
 * that Debian's package is unpacked to at the end of the {@code PATH}.
 */
final class ComposeCondition implements ExecutionCondition {

	private static final DebianPackage PACKAGE = new DebianPackage("docker-compose", "trixie");

	@Override
	public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
		if (!runs("docker", "version")) {
			return DockerCondition.missing(context,
					"there is no command 'docker' that reaches Docker: install its client");
		}
		return (isThere() || (PACKAGE.program("docker-compose").isPresent() && isThere()))
				? ConditionEvaluationResult.enabled("Docker Compose is there")
				: DockerCondition.missing(context, "there is no Docker Compose 2: install it");
	}

	/**
	 * Returns what Spring Boot runs too.
	 * @return the command
	 */
	static List<String> command() {
		return runs("docker", "compose", "version") ? List.of("docker", "compose") : List.of("docker-compose");
	}

	private static boolean isThere() {
		return runs("docker", "compose", "version", "--format", "json")
				|| runs("docker-compose", "version", "--format", "json");
	}

	private static boolean runs(String... command) {
		return !ServerProcess.run(List.of(command)).failed();
	}

}
