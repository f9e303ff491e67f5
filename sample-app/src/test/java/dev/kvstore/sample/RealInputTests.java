package dev.kvstore.sample;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests the application with every property of Spring Boot that is on the class path.
 */
@Timeout(120)
class RealInputTests {

	private static final String LISTING = "/api/keys?directory=boot";

	@Test
	void everyPropertyIsImportedListedWatchedAndThereAfterRestart(@TempDir Path directory) throws Exception {
		ConfigurationMetadata metadata = ConfigurationMetadata.read();
		Map<String, String> expected = metadata.asKeys("boot");
		assertThat(expected).hasSameSizeAs(metadata.defaults()).hasSizeGreaterThan(1000);
		Path file = directory.resolve("boot.db");
		JsonNode listing;
		try (SampleServer server = SampleServer.start(file); EventReader reader = server.events("boot")) {
			importAll(server, metadata);
			assertThat(values(server.json(server.get(LISTING)))).isEqualTo(expected);
			change(server, expected);
			listing = server.json(server.get(LISTING));
			assertThat(values(listing)).isEqualTo(expected);
			await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(state(reader)).isEqualTo(expected));
		}
		try (SampleServer server = SampleServer.start(file); EventReader reader = server.events("boot")) {
			assertThat(server.json(server.get(LISTING))).isEqualTo(listing);
			await().until(() -> !reader.events("synced").isEmpty());
			assertThat(reader.events("put")).extracting(EventReader.Event::data)
				.containsExactlyInAnyOrderElementsOf(listing.values());
		}
	}

	private static void importAll(SampleServer server, ConfigurationMetadata metadata) throws Exception {
		HttpResponse<String> response = server.post("/api/import?directory=boot", metadata.asProperties(),
				"text/x-java-properties");
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(server.json(response).get("keys").asInt()).isEqualTo(metadata.defaults().size());
	}

	private static void change(SampleServer server, Map<String, String> expected) throws Exception {
		List<String> keys = List.copyOf(expected.keySet());
		for (int i = 0; i < keys.size(); i += 10) {
			String path = "/api/keys/" + keys.get(i);
			if (i % 20 == 0) {
				expected.put(keys.get(i), "changed");
				assertThat(server.put(path, "changed").statusCode()).isEqualTo(200);
			}
			else {
				expected.remove(keys.get(i));
				assertThat(server.delete(path).statusCode()).isEqualTo(204);
			}
		}
	}

	private static Map<String, String> values(JsonNode listing) {
		Map<String, String> values = new TreeMap<>();
		listing.forEach((entry) -> values.put(entry.get("key").asString(), entry.get("value").asString()));
		return values;
	}

	private static Map<String, String> state(EventReader reader) {
		Map<String, String> state = new TreeMap<>();
		for (EventReader.Event event : reader.events()) {
			if (event.name().equals("put")) {
				state.put(event.data().get("key").asString(), event.data().get("value").asString());
			}
			else if (event.name().equals("deleted")) {
				state.remove(event.data().get("key").asString());
			}
		}
		return state;
	}

}
