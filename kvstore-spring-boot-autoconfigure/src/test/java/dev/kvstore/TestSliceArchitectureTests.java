package dev.kvstore;

import com.tngtech.archunit.core.domain.JavaClass.Predicates;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import org.junit.jupiter.api.Test;

/**
 * Holds the arrows of what is there for the tests of applications.
 */
class TestSliceArchitectureTests {

	@Test
	void faultsKnowTheApiAndWhatBackendsShare() {
		ArchRuleDefinition.classes()
			.that()
			.resideInAPackage("dev.kvstore.test")
			.should()
			.onlyDependOnClassesThat(Predicates.resideInAnyPackage("java..", "org.jspecify..", "dev.kvstore.api",
					"dev.kvstore.backend", "dev.kvstore.test"))
			.because("a store that fails on request behaves as a backend does, and without Spring")
			.check(ArchitectureTests.CLASSES);
	}

	@Test
	void sliceWiresFaultsToTheConnection() {
		ArchRuleDefinition.classes()
			.that()
			.resideInAPackage("dev.kvstore.test.autoconfigure")
			.should()
			.onlyDependOnClassesThat(Predicates.resideInAnyPackage("java..", "org.jspecify..", "dev.kvstore.api",
					"dev.kvstore.connection", "dev.kvstore.test..", "org.springframework..",
					"org.junit.jupiter.api.extension"))
			.because("a slice imports auto-configurations by name and has no logic of its own")
			.check(ArchitectureTests.CLASSES);
	}

	@Test
	void nobodySeesWhatIsForTests() {
		ArchRuleDefinition.noClasses()
			.that()
			.resideOutsideOfPackage("dev.kvstore.test..")
			.should()
			.dependOnClassesThat(Predicates.resideInAnyPackage("dev.kvstore.test..", "org.junit..",
					"org.springframework.test..", "org.springframework.boot.test.."))
			.because("an application runs without what tests it")
			.check(ArchitectureTests.CLASSES);
	}

}
