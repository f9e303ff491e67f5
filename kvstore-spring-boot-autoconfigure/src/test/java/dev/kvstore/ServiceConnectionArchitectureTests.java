package dev.kvstore;

import com.tngtech.archunit.core.domain.JavaClass.Predicates;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import org.junit.jupiter.api.Test;

/**
 * Holds the arrows of service connections.
 */
class ServiceConnectionArchitectureTests {

	@Test
	void serviceConnectionsKnowConnectionOnly() {
		ArchRuleDefinition.classes()
			.that()
			.resideInAnyPackage(ArchitectureTests.SERVICE_CONNECTIONS)
			.should()
			.onlyDependOnClassesThat(Predicates
				.resideInAnyPackage("java..", "org.jspecify..", "dev.kvstore.api", "dev.kvstore.connection",
						"org.springframework..", "org.testcontainers..")
				.or(Predicates.resideInAnyPackage(ArchitectureTests.SERVICE_CONNECTIONS)))
			.because("they say where the backend is and nothing else")
			.check(ArchitectureTests.CLASSES);
	}

	@Test
	void dockerComposeIsSeenByItsServiceConnectionsOnly() {
		ArchitectureTests
			.seenOnlyBy("dev.kvstore.docker.compose", "dev.kvstore.docker..",
					"org.springframework.boot.docker.compose..")
			.check(ArchitectureTests.CLASSES);
	}

	@Test
	void testcontainersAreSeenByTheirServiceConnectionsOnly() {
		ArchitectureTests
			.seenOnlyBy("dev.kvstore.testcontainers", "dev.kvstore.testcontainers", "org.testcontainers..",
					"org.springframework.boot.testcontainers..")
			.check(ArchitectureTests.CLASSES);
	}

}
