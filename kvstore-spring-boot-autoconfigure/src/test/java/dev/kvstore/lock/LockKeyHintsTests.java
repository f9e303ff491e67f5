package dev.kvstore.lock;

import org.junit.jupiter.api.Test;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.aot.hint.annotation.ReflectiveRuntimeHintsRegistrar;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.beans.factory.aot.AotServices;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LockKeyHints}.
 */
class LockKeyHintsTests {

	private final RuntimeHints hints = new RuntimeHints();

	@Test
	void propertiesOfTheRootAreFoundInNativeImages() {
		assertThat(AotServices.factories().load(RuntimeHintsRegistrar.class)).filteredOn(LockKeyHints.class::isInstance)
			.singleElement()
			.satisfies((found) -> found.registerHints(this.hints, null));
		for (String property : new String[] { "target", "method", "args" }) {
			assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(LockKeyRoot.class, property))
				.accepts(this.hints);
		}
	}

	@Test
	void annotatedMethodsAreFoundInNativeImages() {
		new ReflectiveRuntimeHintsRegistrar().registerRuntimeHints(this.hints, LockedJobs.class);
		assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(LockedJobs.class, "increment"))
			.accepts(this.hints);
	}

}
