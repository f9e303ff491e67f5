package dev.kvstore;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Holds the manners of the source: names, nullness and size.
 */
class MannersTests {

	@Test
	void namesSayWhatAClassIs() {
		check(ArchRuleDefinition.noClasses()
			.should()
			.haveNameMatching(
					".*[a-z0-9.$](Util|Utils|Helper|Helpers|Manager|Impl|Base|Common|Support|V[0-9]+)" + "([A-Z].*)?")
			.because("a class without a name of its own has no single job"));
	}

	@Test
	void packagesAreNamedAfterTheDomain() {
		check(ArchRuleDefinition.noClasses()
			.should()
			.resideInAnyPackage("..util..", "..utils..", "..helper..", "..helpers..", "..manager..", "..impl..",
					"..internal..", "..common..", "..support..")
			.because("one package has one reason to exist"));
	}

	@Test
	void packagesAreNullMarked() {
		check(ArchRuleDefinition.classes()
			.should(new ResideInANullMarkedPackage())
			.because("a parameter that may be null says so"));
	}

	@Test
	void filesHaveAtMost300Lines() throws IOException {
		try (Stream<Path> paths = Files.walk(Path.of("src"))) {
			List<Path> files = paths.filter((path) -> path.toString().endsWith(".java")).toList();
			assertThat(files).isNotEmpty()
				.allSatisfy((file) -> assertThat(Files.readAllLines(file)).hasSizeLessThanOrEqualTo(300));
		}
	}

	private static void check(ArchRule rule) {
		rule.check(ArchitectureTests.CLASSES);
	}

	private static final class ResideInANullMarkedPackage extends ArchCondition<JavaClass> {

		private ResideInANullMarkedPackage() {
			super("reside in a package with @NullMarked");
		}

		@Override
		public void check(JavaClass type, ConditionEvents events) {
			events.add(new SimpleConditionEvent(type, type.getPackage().isAnnotatedWith(NullMarked.class),
					"the package of " + type.getName()));
		}

	}

}
