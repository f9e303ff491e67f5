package dev.kvstore;

import com.tngtech.archunit.core.domain.JavaClass.Predicates;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import org.junit.jupiter.api.Test;

/**
 * Holds the arrows to libraries that an application may do without.
 */
class LibraryArchitectureTests {

	@Test
	void springIntegrationIsSeenByItsFeatureOnly() {
		check(seenByFeature("dev.kvstore.integration", "org.springframework.integration.."));
	}

	@Test
	void shedLockIsSeenByItsFeatureOnly() {
		check(seenByFeature("dev.kvstore.shedlock", "net.javacrumbs.."));
	}

	@Test
	void springCloudsDiscoveryIsSeenByItsFeatureOnly() {
		check(seenByFeature("dev.kvstore.discovery", "org.springframework.cloud.client.."));
		check(seenByFeature("dev.kvstore.discovery", "org.springframework.cloud.commons.."));
	}

	@Test
	void jacksonIsSeenByItsFeatureOnly() {
		check(seenByFeature("dev.kvstore.template", "tools.jackson.."));
	}

	@Test
	void micrometerIsSeenByItsFeaturesOnly() {
		check(ArchRuleDefinition.noClasses()
			.that()
			.resideOutsideOfPackages("dev.kvstore.observation", "dev.kvstore.leader", "dev.kvstore.autoconfigure")
			.should()
			.dependOnClassesThat(Predicates.resideInAPackage("io.micrometer.."))
			.because("an application without the library does without observations and meters only"));
	}

	@Test
	void springCloudIsSeenByConfigOnly() {
		check(seenByFeature("dev.kvstore.config", "org.springframework.cloud.context..",
				"org.springframework.cloud.endpoint.."));
	}

	private static void check(ArchRule rule) {
		rule.check(ArchitectureTests.CLASSES);
	}

	private static ArchRule seenByFeature(String feature, String... library) {
		return ArchRuleDefinition.noClasses()
			.that()
			.resideOutsideOfPackages(feature, "dev.kvstore.autoconfigure")
			.should()
			.dependOnClassesThat(Predicates.resideInAnyPackage(library))
			.because("an application without the library does without " + feature + " and its wiring only");
	}

}
