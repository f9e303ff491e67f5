package dev.kvstore;

import java.util.stream.Stream;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClass.Predicates;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import org.junit.jupiter.api.Test;

/**
 * Holds the arrows between the packages.
 */
class ArchitectureTests {

	static final JavaClasses CLASSES = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
		.importPackages("dev.kvstore");

	private static final String[] LANGUAGE = { "java..", "javax..", "org.jspecify.." };

	static final String[] SERVICE_CONNECTIONS = { "dev.kvstore.docker.compose", "dev.kvstore.testcontainers" };

	private static final String[] NOT_A_FEATURE = with(SERVICE_CONNECTIONS, "dev.kvstore.api", "dev.kvstore.backend..",
			"dev.kvstore.connection", "dev.kvstore.config", "dev.kvstore.autoconfigure", "dev.kvstore.test..");

	private static final DescribedPredicate<JavaClass> A_BACKEND = Predicates
		.resideInAPackage("dev.kvstore.backend.*..");

	private static final DescribedPredicate<JavaClass> A_FEATURE = Predicates.resideInAPackage("dev.kvstore..")
		.and(Predicates.resideOutsideOfPackages(NOT_A_FEATURE))
		.as("features");

	@Test
	void apiKnowsNothingElse() {
		check(ArchRuleDefinition.classes()
			.that()
			.resideInAPackage("dev.kvstore.api")
			.should()
			.onlyDependOnClassesThat(Predicates.resideInAnyPackage(with(LANGUAGE, "dev.kvstore.api")))
			.because("a user's code compiles against the api alone"));
	}

	@Test
	void sharedBackendKnowsTheApiOnly() {
		check(ArchRuleDefinition.classes()
			.that()
			.resideInAPackage("dev.kvstore.backend")
			.should()
			.onlyDependOnClassesThat(
					Predicates.resideInAnyPackage(with(LANGUAGE, "dev.kvstore.api", "dev.kvstore.backend")))
			.because("what the backends share works without Spring and without any of them"));
	}

	@Test
	void backendsAreFreeOfSpringAndOfTheRest() {
		check(ArchRuleDefinition.noClasses()
			.that(A_BACKEND)
			.should()
			.dependOnClassesThat(Predicates.resideInAnyPackage("org.springframework..", "jakarta.."))
			.orShould()
			.dependOnClassesThat(Predicates.resideInAPackage("dev.kvstore..")
				.and(Predicates.resideOutsideOfPackages("dev.kvstore.api", "dev.kvstore.backend..")))
			.because("a store can be opened without Spring"));
	}

	@Test
	void backendsDoNotKnowOneAnother() {
		check(SlicesRuleDefinition.slices()
			.matching("dev.kvstore.(backend).(*)..")
			.should()
			.notDependOnEachOther()
			.because("each backend works without the jars of the others"));
	}

	@Test
	void backendsLogThroughTheJdk() {
		check(ArchRuleDefinition.noClasses()
			.that()
			.resideInAPackage("dev.kvstore.backend..")
			.should()
			.dependOnClassesThat(Predicates.resideInAnyPackage("org.slf4j..", "org.apache.commons.logging..",
					"org.apache.log4j..", "org.apache.logging..", "java.util.logging.."))
			.because("System.Logger reaches whatever the application logs with"));
	}

	@Test
	void mapDbIsSeenByItsBackendOnly() {
		check(seenOnlyBy("dev.kvstore.backend.mapdb..", "org.mapdb..", "kotlin..", "org.eclipse.collections..",
				"com.google.common.."));
	}

	@Test
	void etcdClientIsSeenByItsBackendOnly() {
		check(seenOnlyBy("dev.kvstore.backend.etcd..", "io.etcd..", "io.grpc..", "com.google.protobuf..",
				"io.netty.."));
	}

	@Test
	void consulClientIsSeenByItsBackendOnly() {
		check(seenOnlyBy("dev.kvstore.backend.consul..", "com.ecwid..", "org.apache.http..", "com.google.gson.."));
	}

	@Test
	void zooKeeperClientIsSeenByItsBackendOnly() {
		check(seenOnlyBy("dev.kvstore.backend.zookeeper..", "org.apache.zookeeper..", "org.apache.curator.."));
	}

	@Test
	void backendsAreNamedByConnectionOnly() {
		check(ArchRuleDefinition.noClasses()
			.that()
			.resideOutsideOfPackages("dev.kvstore.connection", "dev.kvstore.backend.*..")
			.should()
			.dependOnClassesThat(A_BACKEND)
			.because("a backend is added by one folder and one factory"));
	}

	@Test
	void connectionBindsPropertiesGivesHintsAndIsOtherwiseFreeOfSpring() {
		check(ArchRuleDefinition.classes()
			.that()
			.resideInAPackage("dev.kvstore.connection")
			.should()
			.onlyDependOnClassesThat(Predicates
				.resideInAnyPackage(with(LANGUAGE, "dev.kvstore.api", "dev.kvstore.backend..", "dev.kvstore.connection",
						"org.springframework.aot.hint", "org.springframework.boot.context.properties..",
						"org.springframework.boot.autoconfigure.service.connection", "org.springframework.boot.ssl")))
			.because("a store can be opened without Spring"));
	}

	@Test
	void factoriesHaveNoTypeOfSpring() {
		check(ArchRuleDefinition.noClasses()
			.that()
			.haveSimpleNameContaining("StoreFactor")
			.or()
			.haveSimpleName("StoreSettings")
			.and()
			.resideInAPackage("dev.kvstore.connection")
			.should()
			.dependOnClassesThat(Predicates.resideInAPackage("org.springframework.."))
			.because("a backend is opened from plain settings"));
	}

	@Test
	void featuresKnowTheApiAndSpringOnly() {
		check(ArchRuleDefinition.classes()
			.that(A_FEATURE)
			.should()
			.onlyDependOnClassesThat(Predicates
				.resideInAnyPackage(with(LANGUAGE, "dev.kvstore.api", "org.springframework..", "org.aopalliance..",
						"org.apache.commons.logging..", "io.micrometer..", "reactor..", "org.reactivestreams..",
						"net.javacrumbs.shedlock..", "tools.jackson.."))
				.or(A_FEATURE))
			.allowEmptyShould(true)
			.because("a feature works on any store, also on one that the user declared"));
	}

	@Test
	void featuresDoNotKnowOneAnother() {
		check(SlicesRuleDefinition.slices()
			.assignedFrom(new Features())
			.should()
			.notDependOnEachOther()
			.allowEmptyShould(true)
			.because("each feature can be understood, tested and removed alone"));
	}

	@Test
	void onlyTheTopSeesConnection() {
		check(ArchRuleDefinition.noClasses()
			.that()
			.resideOutsideOfPackages(with(SERVICE_CONNECTIONS, "dev.kvstore.connection", "dev.kvstore.config",
					"dev.kvstore.autoconfigure", "dev.kvstore.test.autoconfigure"))
			.should()
			.dependOnClassesThat(Predicates.resideInAPackage("dev.kvstore.connection"))
			.because("who uses a store does not care how it was opened"));
	}

	@Test
	void nobodySeesAutoConfiguration() {
		check(seenOnlyBy("dev.kvstore.autoconfigure", "dev.kvstore.autoconfigure"));
	}

	@Test
	void configIsSeenByItsWiringOnly() {
		check(ArchRuleDefinition.noClasses()
			.that()
			.resideOutsideOfPackages("dev.kvstore.config", "dev.kvstore.autoconfigure")
			.should()
			.dependOnClassesThat(Predicates.resideInAPackage("dev.kvstore.config"))
			.because("configuration is imported before there is anything else"));
	}

	@Test
	void configKnowsTheApiAndConnectionsOnly() {
		check(ArchRuleDefinition.noClasses()
			.that()
			.resideInAPackage("dev.kvstore.config")
			.should()
			.dependOnClassesThat(Predicates.resideInAPackage("dev.kvstore..")
				.and(Predicates.resideOutsideOfPackages("dev.kvstore.api", "dev.kvstore.connection",
						"dev.kvstore.config")))
			.because("configuration works on any backend"));
	}

	@Test
	void publicTypesOfABackendAreItsStoreAndSettings() {
		check(ArchRuleDefinition.classes()
			.that(A_BACKEND)
			.and()
			.areTopLevelClasses()
			.and()
			.arePublic()
			.should()
			.haveNameMatching(".*(Store|Settings)")
			.because("'connection' needs no more of a backend"));
	}

	private static void check(ArchRule rule) {
		rule.check(CLASSES);
	}

	static ArchRule seenOnlyBy(String owner, String... seen) {
		return ArchRuleDefinition.noClasses()
			.that()
			.resideOutsideOfPackage(owner)
			.should()
			.dependOnClassesThat(Predicates.resideInAnyPackage(seen))
			.because("only " + owner + " may see it");
	}

	private static String[] with(String[] packages, String... more) {
		return Stream.of(packages, more).flatMap(Stream::of).toArray(String[]::new);
	}

	private static final class Features implements SliceAssignment {

		@Override
		public String getDescription() {
			return "features";
		}

		@Override
		public SliceIdentifier getIdentifierOf(JavaClass type) {
			return A_FEATURE.test(type) ? SliceIdentifier.of(type.getPackageName().split("\\.", -1)[2])
					: SliceIdentifier.ignore();
		}

	}

}
