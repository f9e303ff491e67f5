package dev.kvstore.autoconfigure;

import java.net.URLClassLoader;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import dev.kvstore.ReducedClassPath;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ClientLibraryMissingFailureAnalyzer}.
 */
@ExtendWith(OutputCaptureExtension.class)
class ClientLibraryMissingFailureAnalyzerTests {

	@Test
	void missingDependencyIsNamed(CapturedOutput output) throws Exception {
		try (URLClassLoader loader = ReducedClassPath.without("org.mapdb")) {
			FailedStart.withClassLoader(loader);
		}
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains("The backend 'mapdb' needs 'org.mapdb:mapdb', which is not on the class path")
			.contains("Add the dependency 'org.mapdb:mapdb'")
			.contains("'dev.kvstore:kvstore-spring-boot-starter'");
	}

}
