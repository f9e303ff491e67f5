package dev.kvstore.sample.features;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.kvstore.sample.OnEachServer;
import dev.kvstore.sample.SampleServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link FeatureController} on each backend.
 */
class FeatureControllerTests extends OnEachServer {

	@TempDir
	static Path directory;

	static Stream<Backend> all() {
		return Stream.concat(Stream.of(new Backend("mapdb", List.of(file().toString()))), backends());
	}

	private static Path file() {
		return directory.resolve("app.db");
	}

	@ParameterizedTest
	@MethodSource("all")
	void featuresAreThoseOfTheStore(Backend backend) throws Exception {
		String[] properties = backend.properties("kvstore.namespace=features");
		try (SampleServer server = SampleServer.start(file(), properties)) {
			assertThat(server.get("/api/features").body()).isEqualTo("{\"dark\":false,\"percent\":0}");
			server.put("/api/keys/config/application/feature/percent", "10");
			server.put("/api/keys/config/sample/feature/dark", "true");
			awaitFeatures(server, "{\"dark\":true,\"percent\":10}");
			server.delete("/api/keys/config/application/feature/percent");
			awaitFeatures(server, "{\"dark\":true,\"percent\":0}");
		}
		try (SampleServer server = SampleServer.start(file(), properties)) {
			assertThat(server.get("/api/features").body()).isEqualTo("{\"dark\":true,\"percent\":0}");
			server.delete("/api/keys/config/sample/feature/dark");
			awaitFeatures(server, "{\"dark\":false,\"percent\":0}");
		}
	}

	private static void awaitFeatures(SampleServer server, String features) {
		Awaitility.await()
			.pollInterval(Duration.ofMillis(5))
			.atMost(Duration.ofSeconds(60))
			.untilAsserted(() -> assertThat(server.get("/api/features").body()).isEqualTo(features));
	}

}
