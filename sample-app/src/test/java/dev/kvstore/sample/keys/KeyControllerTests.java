package dev.kvstore.sample.keys;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import dev.kvstore.api.Store;
import dev.kvstore.sample.SampleServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link KeyController}.
 */
class KeyControllerTests {

	private static final String NEVER = "\"999999999\"";

	private static SampleServer server;

	@BeforeAll
	static void start(@TempDir Path directory) {
		server = SampleServer.start(directory.resolve("keys.db"), "sample.keys.max-size=1KB");
	}

	@AfterAll
	static void stop() {
		server.close();
	}

	@BeforeEach
	void empty() {
		server.bean(Store.class).deleteTree("");
	}

	@Test
	void putAnswersEntryWithVersionAsEntityTag() throws Exception {
		HttpResponse<String> response = server.put("/api/keys/app/color", "blue");
		assertThat(response.statusCode()).isEqualTo(200);
		JsonNode entry = server.json(response);
		assertThat(entry.propertyNames()).containsExactlyInAnyOrder("key", "value", "version");
		assertThat(entry.get("key").asString()).isEqualTo("app/color");
		assertThat(entry.get("value").asString()).isEqualTo("blue");
		assertThat(entry.get("version").asLong()).isPositive();
		assertThat(etag(response)).isEqualTo("\"" + entry.get("version").asLong() + "\"");
	}

	@Test
	void getAnswersWhatWasPut() throws Exception {
		HttpResponse<String> put = server.put("/api/keys/app/color", "blue");
		HttpResponse<String> get = server.get("/api/keys/app/color");
		assertThat(get.statusCode()).isEqualTo(200);
		assertThat(get.body()).isEqualTo(put.body());
		assertThat(etag(get)).isEqualTo(etag(put));
	}

	@Test
	void getOfUnchangedKeyIsNotModified() throws Exception {
		String etag = etag(server.put("/api/keys/a", "1"));
		HttpResponse<String> response = server.get("/api/keys/a", "If-None-Match", etag);
		assertThat(response.statusCode()).isEqualTo(304);
		assertThat(response.body()).isEmpty();
		server.put("/api/keys/a", "2");
		assertThat(server.get("/api/keys/a", "If-None-Match", etag).statusCode()).isEqualTo(200);
	}

	@Test
	void getOfMissingKeyIsNotFound() throws Exception {
		assertProblem(server.get("/api/keys/app"), 404);
	}

	@Test
	void deleteRemovesKeyOnce() throws Exception {
		server.put("/api/keys/a", "1");
		HttpResponse<String> first = server.delete("/api/keys/a");
		assertThat(first.statusCode()).isEqualTo(204);
		assertThat(first.body()).isEmpty();
		assertProblem(server.delete("/api/keys/a"), 404);
		assertProblem(server.get("/api/keys/a"), 404);
	}

	@Test
	void putWithIfNoneMatchCreatesOnce() throws Exception {
		assertThat(server.put("/api/keys/a", "1", "If-None-Match", "*").statusCode()).isEqualTo(201);
		assertProblem(server.put("/api/keys/a", "2", "If-None-Match", "*"), 412);
		assertThat(value("a")).isEqualTo("1");
	}

	@Test
	void putWithIfMatchWinsOnlyWithPresentVersion() throws Exception {
		String first = etag(server.put("/api/keys/a", "1"));
		HttpResponse<String> won = server.put("/api/keys/a", "2", "If-Match", first);
		assertThat(won.statusCode()).isEqualTo(200);
		assertProblem(server.put("/api/keys/a", "3", "If-Match", first), 412);
		assertThat(server.put("/api/keys/a", "4", "If-Match", etag(won)).statusCode()).isEqualTo(200);
		assertThat(value("a")).isEqualTo("4");
	}

	@Test
	void putWithIfMatchOfMissingKeyIsLost() throws Exception {
		assertProblem(server.put("/api/keys/a", "1", "If-Match", NEVER), 412);
		assertProblem(server.get("/api/keys/a"), 404);
	}

	@Test
	void deleteWithIfMatchWinsOnlyWithPresentVersion() throws Exception {
		String first = etag(server.put("/api/keys/a", "1"));
		String second = etag(server.put("/api/keys/a", "2"));
		assertProblem(server.delete("/api/keys/a", "If-Match", first), 412);
		assertThat(server.delete("/api/keys/a", "If-Match", second).statusCode()).isEqualTo(204);
		assertProblem(server.delete("/api/keys/a", "If-Match", second), 412);
	}

	@ParameterizedTest
	@ValueSource(strings = { "12", "W/\"12\"", "\"12\", \"13\"", "*", "\"abc\"", "\"0\"", "\"-1\"",
			"\"99999999999999999999\"" })
	void malformedIfMatchIsRefused(String etag) throws Exception {
		server.put("/api/keys/a", "1");
		assertProblem(server.put("/api/keys/a", "2", "If-Match", etag), 400);
		assertProblem(server.delete("/api/keys/a", "If-Match", etag), 400);
		assertThat(value("a")).isEqualTo("1");
	}

	@Test
	void conditionsThatCannotBeHonouredAreRefused() throws Exception {
		String etag = etag(server.put("/api/keys/a", "1"));
		assertProblem(server.put("/api/keys/a", "2", "If-None-Match", etag), 400);
		assertProblem(server.put("/api/keys/a", "2", "If-Match", etag, "If-None-Match", "*"), 400);
		assertProblem(server.delete("/api/keys/a", "If-None-Match", "*"), 400);
		assertThat(value("a")).isEqualTo("1");
	}

	@Test
	void putWithTtlExpires() throws Exception {
		assertThat(server.put("/api/keys/a", "1", "Content-Type", "text/plain").statusCode()).isEqualTo(200);
		assertThat(server.put("/api/keys/a?ttl=1s", "2").statusCode()).isEqualTo(200);
		assertThat(value("a")).isEqualTo("2");
		Awaitility.await()
			.atMost(Duration.ofSeconds(10))
			.untilAsserted(() -> assertThat(server.get("/api/keys/a").statusCode()).isEqualTo(404));
	}

	@ParameterizedTest
	@ValueSource(strings = { "soon", "30x", "-5s", "0s", "", "99999999999999999999s" })
	void malformedTtlIsRefused(String ttl) throws Exception {
		assertProblem(server.put("/api/keys/a?ttl=" + ttl, "1"), 400);
		assertProblem(server.get("/api/keys/a"), 404);
	}

	@ParameterizedTest
	@ValueSource(strings = { "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/json",
			"text/plain;charset=ISO-8859-1", "image/png" })
	void bodyIsStoredAsItIsWhateverItsType(String type) throws Exception {
		HttpResponse<String> response = server.put("/api/keys/a", "{\"a\": 1&b=ü", "Content-Type", type);
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(server.bean(Store.class).get("a").orElseThrow().asString()).isEqualTo("{\"a\": 1&b=ü");
	}

	@Test
	void emptyBodyIsValue() throws Exception {
		assertThat(server.put("/api/keys/a", "").statusCode()).isEqualTo(200);
		assertThat(value("a")).isEmpty();
	}

	@Test
	void valueThatIsNotTextIsEncoded() throws Exception {
		byte[] bytes = { (byte) 0xff, 0, (byte) 0xc3 };
		JsonNode entry = server.json(server.send("PUT", "/api/keys/a", bytes));
		assertThat(entry.get("encoding").asString()).isEqualTo("base64");
		assertThat(Base64.getDecoder().decode(entry.get("value").asString())).isEqualTo(bytes);
		assertThat(server.bean(Store.class).get("a").orElseThrow().value()).isEqualTo(bytes);
	}

	@Test
	void bodyThatIsTooLargeIsRefused() throws Exception {
		assertThat(server.put("/api/keys/a", "x".repeat(1024)).statusCode()).isEqualTo(200);
		assertProblem(server.put("/api/keys/a", "y".repeat(1025)), 413);
		assertThat(value("a")).isEqualTo("x".repeat(1024));
	}

	@ParameterizedTest
	@ValueSource(strings = { "100%", "a?b=c", "a#b", "1+1", "a b", "a;v=1", "a\\b", "ключ/größe/鍵", "a&b=c", "a,b",
			"a:b@c", "%2F", "{key}", "\"quoted\"", "a'b(c)*~!$", "..a", "keys/import" })
	void oddKeyRoundTripsThroughPath(String key) throws Exception {
		HttpResponse<String> response = server.put("/api/keys/" + path(key), "v");
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(server.json(response).get("key").asString()).isEqualTo(key);
		assertThat(server.bean(Store.class).get(key)).isPresent();
		assertThat(value(path(key))).isEqualTo("v");
		assertThat(server.delete("/api/keys/" + path(key)).statusCode()).isEqualTo(204);
	}

	@Test
	void slashesOfKeyMayBeEncoded() throws Exception {
		server.put("/api/keys/a%2Fb%2fc", "1");
		assertThat(value("a/b/c")).isEqualTo("1");
	}

	@Test
	void semicolonNeedNotBeEncoded() throws Exception {
		server.put("/api/keys/a;b/c", "1");
		assertThat(server.bean(Store.class).get("a;b/c")).isPresent();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "/", "a//b", "a/%2E%2E/b", "a/./b", ".kvstore/x", "zookeeper", "a%EF%BF%BDb", "a%01" })
	void badKeyIsRefused(String key) throws Exception {
		assertProblem(server.put("/api/keys/" + key, "1"), 400);
		assertProblem(server.get("/api/keys/" + key + (key.isEmpty() ? "/" : "")), 400);
		assertProblem(server.delete("/api/keys/" + key), 400);
		assertThat(server.json(server.get("/api/keys"))).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "a%FF", "a%00b" })
	void pathThatIsNoTextIsRefusedByWebServer(String key) throws Exception {
		HttpResponse<String> response = server.put("/api/keys/" + key, "1");
		assertThat(response.statusCode()).isEqualTo(400);
		assertThat(response.body()).doesNotContain("Exception");
		assertThat(server.json(server.get("/api/keys"))).isEmpty();
	}

	@Test
	void listAnswersKeysBelowDirectoryInOrder() throws Exception {
		server.put("/api/keys/app/b", "2");
		server.put("/api/keys/app/a/x", "1");
		server.put("/api/keys/app", "0");
		server.put("/api/keys/app2/c", "3");
		assertThat(keys("/api/keys?directory=app")).containsExactly("app/a/x", "app/b");
		assertThat(keys("/api/keys?directory=/app/")).containsExactly("app/a/x", "app/b");
		assertThat(keys("/api/keys")).containsExactly("app", "app/a/x", "app/b", "app2/c");
		assertThat(keys("/api/keys?directory=none")).isEmpty();
		assertProblem(server.get("/api/keys?directory=a//b"), 400);
	}

	@Test
	void listedDirectoryMayHaveOddCharacters() throws Exception {
		String directory = "50% + ü;x/?#";
		server.put("/api/keys/" + path(directory + "/k"), "1");
		assertThat(keys("/api/keys?directory=" + SampleServer.encode(directory))).containsExactly(directory + "/k");
	}

	private static String path(String key) {
		return SampleServer.encode(key).replace("%2F", "/");
	}

	private static String value(String path) throws Exception {
		return server.json(server.get("/api/keys/" + path)).get("value").asString();
	}

	private static Iterable<String> keys(String path) throws Exception {
		return server.json(server.get(path)).valueStream().map((entry) -> entry.get("key").asString()).toList();
	}

	private static String etag(HttpResponse<String> response) {
		return response.headers().firstValue("ETag").orElseThrow();
	}

	private static void assertProblem(HttpResponse<String> response, int status) {
		assertThat(response.statusCode()).isEqualTo(status);
		assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
		JsonNode problem = server.json(response);
		assertThat(problem.get("status").asInt()).isEqualTo(status);
		assertThat(problem.get("detail").asString()).isNotBlank();
		assertThat(problem.has("trace")).isFalse();
	}

}
