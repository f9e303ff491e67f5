package dev.kvstore.testcontainers;

import java.net.URLClassLoader;
import java.util.List;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.service.connection.ConnectionDetailsFactory;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.core.io.support.SpringFactoriesLoader.FailureHandler;

import dev.kvstore.ReducedClassPath;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for applications with Testcontainers or Docker Compose and without the other.
 */
class ServiceConnectionExclusionTests {

	@ParameterizedTest
	@CsvSource({ "org.springframework.boot.testcontainers, dev.kvstore.docker.compose",
			"org.springframework.boot.docker, dev.kvstore.testcontainers" })
	void oneWorksWithoutTheOther(String missing, String rest) throws Exception {
		try (URLClassLoader loader = ReducedClassPath.without(missing)) {
			List<String> packages = SpringFactoriesLoader.forDefaultResourceLocation(loader)
				.load(ConnectionDetailsFactory.class, FailureHandler.handleMessage((message, failure) -> {
				}))
				.stream()
				.map((factory) -> factory.getClass().getPackageName())
				.filter((name) -> name.startsWith("dev.kvstore"))
				.toList();
			assertThat(packages).hasSize(3).containsOnly(rest);
		}
	}

}
