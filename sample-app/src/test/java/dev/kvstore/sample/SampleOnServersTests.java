package dev.kvstore.sample;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link SampleApplication} on each backend that has a server.
 */
class SampleOnServersTests extends OnEachServer {

	@TempDir
	Path directory;

	@ParameterizedTest
	@MethodSource("backends")
	void keysAreReadWrittenComparedAndDeleted(Backend backend) throws Exception {
		try (SampleServer server = start(backend)) {
			HttpResponse<String> blue = server.put("/api/keys/app/color", "blue");
			String tag = blue.headers().firstValue("ETag").orElseThrow();
			assertThat(server.json(blue).get("value").asString()).isEqualTo("blue");
			assertThat(server.put("/api/keys/app/color", "red", "If-Match", tag).statusCode()).isEqualTo(200);
			assertThat(server.put("/api/keys/app/color", "green", "If-Match", tag).statusCode()).isEqualTo(412);
			assertThat(server.put("/api/keys/app/lead", "me", "If-None-Match", "*").statusCode()).isEqualTo(201);
			assertThat(server.put("/api/keys/app/lead", "me", "If-None-Match", "*").statusCode()).isEqualTo(412);
			assertThat(server.json(server.get("/api/keys?directory=app")).findValuesAsString("key"))
				.containsExactly("app/color", "app/lead");
			assertThat(server.delete("/api/keys/app/color").statusCode()).isEqualTo(204);
			assertThat(server.get("/api/keys/app/color").statusCode()).isEqualTo(404);
			assertThat(server.delete("/api/keys/app/lead").statusCode()).isEqualTo(204);
		}
	}

	@ParameterizedTest
	@MethodSource("backends")
	void eventsTellOfAnImportAndOfAnExpiry(Backend backend) throws Exception {
		try (SampleServer server = start(backend); EventReader events = server.events("conf")) {
			await().until(() -> !events.events("synced").isEmpty());
			HttpResponse<String> imported = server.post("/api/import?directory=conf", "a:\n  b: [1, 2]",
					"application/yaml");
			assertThat(server.json(imported).get("keys").asInt()).isEqualTo(2);
			assertThat(server.put("/api/keys/conf/visit?ttl=1s", "me").statusCode()).isEqualTo(200);
			await().until(() -> keys(events, "put").containsAll(List.of("conf/a/b/0", "conf/a/b/1", "conf/visit")));
			await().untilAsserted(() -> assertThat(keys(events, "deleted")).containsExactly("conf/visit"));
			assertThat(server.get("/api/keys/conf/visit").statusCode()).isEqualTo(404);
		}
	}

	@ParameterizedTest
	@MethodSource("backends")
	void valueThatTheBackendDoesNotTakeIsTooLarge(Backend backend) throws Exception {
		try (SampleServer server = start(backend)) {
			assertThat(server.put("/api/keys/large", "x".repeat(256 * 1024)).statusCode()).isEqualTo(200);
			assertThat(server.put("/api/keys/large", "x".repeat(8 * 1024 * 1024)).statusCode()).isEqualTo(413);
			assertThat(server.delete("/api/keys/large").statusCode()).isEqualTo(204);
			assertThat(server.get("/actuator/health").statusCode()).isEqualTo(200);
		}
	}

	private SampleServer start(Backend backend) {
		return SampleServer.start(this.directory.resolve("not-used.db"),
				backend.properties("kvstore.namespace=sample"));
	}

	private static List<String> keys(EventReader events, String name) {
		return events.events(name).stream().map(EventReader.Event::data).map(SampleOnServersTests::key).toList();
	}

	private static String key(JsonNode data) {
		return data.get("key").asString();
	}

}
