package dev.kvstore.autoconfigure;

import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.Callable;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.kvstore.ReducedClassPath;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for applications without Actuator or a part of it.
 */
class ActuatorExclusionTests {

	@TempDir
	Path directory;

	@ParameterizedTest
	@CsvSource({ "org.springframework.boot.health, kvstoreHealthContributor",
			"org.springframework.boot.actuate, kvStoreLeaderInfoContributor" })
	void theRestWorksWithout(String missing, String bean) throws Exception {
		try (URLClassLoader loader = ReducedClassPath.withTestsAndWithout(missing)) {
			@SuppressWarnings("unchecked")
			Callable<Set<String>> application = (Callable<Set<String>>) loader
				.loadClass(BareApplication.class.getName())
				.getConstructor(Path.class)
				.newInstance(this.directory.resolve("test.db"));
			assertThat(application.call()).contains("kvStore", "kvStoreLeaderElector").doesNotContain(bean);
		}
	}

	@Test
	void withAllOfItThereAreBoth() {
		assertThat(new BareApplication(this.directory.resolve("test.db")).call()).contains("kvstoreHealthContributor",
				"kvStoreLeaderInfoContributor");
	}

}
