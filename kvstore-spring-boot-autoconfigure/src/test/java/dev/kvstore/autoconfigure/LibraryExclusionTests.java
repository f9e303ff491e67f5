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
 * Tests for applications without Actuator, Spring Cloud or a part of them.
 */
class LibraryExclusionTests {

	@TempDir
	Path directory;

	@ParameterizedTest
	@CsvSource({ "org.springframework.boot.health, kvstoreHealthContributor",
			"org.springframework.boot.actuate, kvStoreLeaderInfoContributor",
			"org.springframework.cloud, kvStoreDiscoveryClient", "org.springframework.cloud, kvStoreServiceRegistry",
			"org.springframework.boot.web.server, kvStoreAutoServiceRegistration" })
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
	void withAllOfItThereAreAll() {
		assertThat(new BareApplication(this.directory.resolve("test.db")).call()).contains("kvstoreHealthContributor",
				"kvStoreLeaderInfoContributor", "kvStoreDiscoveryClient", "kvStoreServiceRegistry",
				"kvStoreAutoServiceRegistration");
	}

}
