package dev.kvstore.sample;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.kvstore.api.Store;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SampleApplication}.
 */
class SampleApplicationTests {

	@Test
	void healthIsUp(@TempDir Path directory) throws Exception {
		try (SampleServer server = SampleServer.start(directory.resolve("app.db"))) {
			HttpResponse<String> health = server.get("/actuator/health");
			assertThat(health.statusCode()).isEqualTo(200);
			assertThat(server.json(health).get("status").asString()).isEqualTo("UP");
		}
	}

	@Test
	void closedStoreIsUnavailable(@TempDir Path directory) throws Exception {
		try (SampleServer server = SampleServer.start(directory.resolve("app.db"))) {
			server.bean(Store.class).close();
			List<HttpResponse<String>> responses = List.of(server.get("/api/keys"), server.get("/api/keys/a"),
					server.put("/api/keys/a", "secret"), server.delete("/api/keys/a"),
					server.post("/api/import", "a=secret", "text/plain"));
			for (HttpResponse<String> response : responses) {
				assertThat(response.statusCode()).isEqualTo(503);
				assertThat(server.json(response).get("outcomeUnknown").asBoolean()).isFalse();
				assertThat(response.body()).doesNotContain("secret", "Exception");
			}
		}
	}

	@Test
	void valueThatStoreRejectsIsTooLarge(@TempDir Path directory) throws Exception {
		try (SampleServer server = SampleServer.start(directory.resolve("app.db"), "sample.keys.max-size=17MB")) {
			String sixteen = "x".repeat(16 * 1024 * 1024);
			assertThat(server.put("/api/keys/a", sixteen).statusCode()).isEqualTo(200);
			HttpResponse<String> rejected = server.put("/api/keys/a", sixteen + "x");
			assertThat(rejected.statusCode()).isEqualTo(413);
			assertThat(rejected.headers().firstValue("Content-Type")).hasValue("application/problem+json");
			assertThat(server.bean(Store.class).get("a").orElseThrow().value()).hasSize(sixteen.length());
		}
	}

}
