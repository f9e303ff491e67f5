package dev.kvstore.sample.imports;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.kvstore.api.KeyValue;
import dev.kvstore.api.Store;
import dev.kvstore.sample.SampleServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ImportController}.
 */
class ImportControllerTests {

	private static final String PROPERTIES = "text/x-java-properties";

	private static final String YAML = "application/yaml";

	private static final String JSON = "application/json";

	private static SampleServer server;

	@BeforeAll
	static void start(@TempDir Path directory) {
		server = SampleServer.start(directory.resolve("imports.db"));
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
	void threeFormatsGiveSameKeysAndValues() throws Exception {
		String properties = """
				server.port=8080
				server.ssl.enabled=true
				app.ratio=1.10
				app.name=größe
				app.hosts[0].name=one
				app.hosts[1].name=two
				app.none=
				""";
		String yaml = """
				server:
				  port: 8080
				  ssl.enabled: true
				app:
				  ratio: 1.10
				  name: größe
				  hosts:
				    - name: one
				    - name: "two"
				  none:
				""";
		String json = """
				{"server": {"port": 8080, "ssl": {"enabled": true}},
				 "app": {"ratio": 1.10, "name": "größe", "hosts": [{"name": "one"}, {"name": "two"}], "none": null}}
				""";
		assertThat(importInto("p", properties, PROPERTIES)).isEqualTo(7);
		assertThat(importInto("y", yaml, YAML)).isEqualTo(7);
		assertThat(importInto("j", json, JSON)).isEqualTo(7);
		assertThat(importInto("t", properties, "text/plain")).isEqualTo(7);
		assertThat(below("p"))
			.containsExactlyInAnyOrderEntriesOf(Map.of("server/port", "8080", "server/ssl/enabled", "true", "app/ratio",
					"1.10", "app/name", "größe", "app/hosts/0/name", "one", "app/hosts/1/name", "two", "app/none", ""));
		assertThat(below("y")).isEqualTo(below("p"));
		assertThat(below("j")).isEqualTo(below("p"));
		assertThat(below("t")).isEqualTo(below("p"));
	}

	@Test
	void directoryMayBeRootOrHaveSlashes() throws Exception {
		server.post("/api/import", "a=1", PROPERTIES);
		server.post("/api/import?directory=/d/", "a=2", PROPERTIES);
		server.post("/api/import?directory=/", "b=3", PROPERTIES);
		assertThat(below("")).containsExactlyInAnyOrderEntriesOf(Map.of("a", "1", "d/a", "2", "b", "3"));
	}

	@Test
	void nameMayHaveValueAndNamesBelow() throws Exception {
		assertThat(importInto("d", "a=1\na.b=2\n", PROPERTIES)).isEqualTo(2);
		assertThat(below("d")).containsExactlyInAnyOrderEntriesOf(Map.of("a", "1", "a/b", "2"));
	}

	@Test
	void existingKeysAreOverwrittenAndOthersStay() throws Exception {
		importInto("d", "a=1\nb=2\n", PROPERTIES);
		importInto("d", "b=3\n", PROPERTIES);
		assertThat(below("d")).containsExactlyInAnyOrderEntriesOf(Map.of("a", "1", "b", "3"));
	}

	@Test
	void yamlAnchorsAndMergesAreFollowed() throws Exception {
		importInto("d", "base: &base {a: 1, b: 2}\nmore:\n  <<: *base\n  b: 3\n", YAML);
		assertThat(below("d"))
			.containsExactlyInAnyOrderEntriesOf(Map.of("base/a", "1", "base/b", "2", "more/a", "1", "more/b", "3"));
	}

	@Test
	void textIsReadInItsCharset() throws Exception {
		byte[] body = "\uFEFFname=größe".getBytes(StandardCharsets.UTF_8);
		server.send("POST", "/api/import?directory=u", body, "Content-Type", PROPERTIES);
		body = "name=größe".getBytes(StandardCharsets.ISO_8859_1);
		server.send("POST", "/api/import?directory=l", body, "Content-Type", PROPERTIES + ";charset=ISO-8859-1");
		assertThat(below("u")).isEqualTo(Map.of("name", "größe"));
		assertThat(below("l")).isEqualTo(below("u"));
	}

	@Test
	void textOfOtherCharsetIsRefused() throws Exception {
		byte[] body = "name=größe".getBytes(StandardCharsets.ISO_8859_1);
		assertRefused(server.send("POST", "/api/import", body, "Content-Type", PROPERTIES), 400);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "{}", "a: {}\nb: []\n", "# nothing" })
	void documentWithoutLeavesGivesNoKeys(String yaml) throws Exception {
		assertThat(importInto("d", yaml, YAML)).isZero();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			text/plain       | secret=1\\na..b=2
			text/plain       | secret=1\\n.b=2
			text/plain       | secret=1\\nb.=2
			text/plain       | secret=1\\nsecret=2
			text/plain       | secret=1\\na.b=1\\na/b=2
			text/plain       | secret=1\\nb=\\\\uZZZZ
			text/plain       | secret=1\\na\\\\u0001b=2
			application/yaml | secret: 1\\n b: [
			application/yaml | secret: 1\\nsecret: 2
			application/yaml | secret: 1\\nb: {x.y: 1, x: {y: 2}}
			application/yaml | secret: 1\\n---\\nb: 2
			application/yaml | secret: 1\\nb: &b {c: *b}
			application/yaml | secret: 1\\nb: !!java.net.URL [x]
			application/yaml | secret: 1\\nb: !!binary aGk=
			application/yaml | secret: 1\\n? [b, c]\\n: 2
			application/yaml | secret
			application/json | {"secret": 1, "b": }
			application/json | {"secret": 1, "secret": 2}
			application/json | {"secret": 1} {"b": 2}
			application/json | {"secret": 1, "b": {"": 2}}
			application/json | "secret"
			""")
	void badDocumentIsRefusedAndNothingIsWritten(String type, String document) throws Exception {
		String text = document.translateEscapes();
		assertRefused(server.post("/api/import", text, type), 400);
	}

	@Test
	void emptyJsonIsRefused() throws Exception {
		assertRefused(server.post("/api/import", "", JSON), 400);
	}

	@ParameterizedTest
	@ValueSource(strings = { "..", "a//b", ".kvstore", "zookeeper/x", "a\u0001" })
	void badDirectoryIsRefused(String directory) throws Exception {
		assertRefused(server.post("/api/import?directory=" + SampleServer.encode(directory), "a=1", PROPERTIES), 400);
	}

	@Test
	void badKeyAfterManyGoodOnesIsRefusedBeforeAnythingIsWritten() throws Exception {
		StringBuilder document = new StringBuilder();
		for (int i = 0; i < 1000; i++) {
			document.append("k").append(i).append("=v\n");
		}
		document.append("z\\u0001=v\n");
		assertRefused(server.post("/api/import", document.toString(), PROPERTIES), 400);
	}

	@Test
	void aliasesThatExplodeAreRefused() throws Exception {
		StringBuilder document = new StringBuilder("a0: &a0 [x, x]\n");
		for (int i = 1; i < 24; i++) {
			document.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
		}
		assertRefused(server.post("/api/import", document.toString(), YAML), 400);
	}

	@Test
	void documentThatIsTooLargeIsRefused() throws Exception {
		String line = "x".repeat(1000) + "\n";
		assertRefused(server.post("/api/import", line.repeat(4200), PROPERTIES), 413);
	}

	@Test
	void valueThatNotEveryBackendTakesIsRefused() throws Exception {
		assertRefused(server.post("/api/import", "a=1\nb=" + "x".repeat(256 * 1024 + 1), PROPERTIES), 400);
		assertThat(importInto("d", "a=1\nb=" + "x".repeat(256 * 1024), PROPERTIES)).isEqualTo(2);
	}

	@Test
	void otherTypeIsRefused() throws Exception {
		assertRefused(server.post("/api/import", "<a>1</a>", "application/xml"), 415);
	}

	private static int importInto(String directory, String document, String type) throws Exception {
		HttpResponse<String> response = server.post("/api/import?directory=" + directory, document, type);
		assertThat(response.statusCode()).isEqualTo(200);
		return server.json(response).get("keys").asInt();
	}

	private static Map<String, String> below(String directory) {
		Map<String, String> values = new TreeMap<>();
		int prefix = directory.isEmpty() ? 0 : directory.length() + 1;
		for (KeyValue keyValue : server.bean(Store.class).list(directory)) {
			values.put(keyValue.key().substring(prefix), keyValue.asString());
		}
		return values;
	}

	private static void assertRefused(HttpResponse<String> response, int status) {
		assertThat(response.statusCode()).isEqualTo(status);
		assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
		assertThat(server.json(response).get("detail").asString()).isNotBlank();
		assertThat(server.bean(Store.class).list("")).isEmpty();
	}

}
