package dev.kvstore.sample;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link SampleApplication} started from the code that {@code process-aot}
 * generates.
 */
class AheadOfTimeTests {

	private static final HttpClient client = HttpClient.newHttpClient();

	@TempDir
	static Path directory;

	private static SampleProcess process;

	@BeforeAll
	static void start() throws Exception {
		process = SampleProcess.startAheadOfTimeProcessed(directory.resolve("app.log"),
				"kvstore.mapdb.path=" + directory.resolve("app.db"), "kvstore.leader.roles=reports",
				"kvstore.leader.id=ahead-of-time", "sample.ticker.cron=* * * * * *",
				"sample.ticker.hold-at-least=100ms");
		await().atMost(Duration.ofSeconds(90)).until(process::isStarted);
	}

	@AfterAll
	static void stop() {
		process.close();
	}

	@Test
	void startsFromGeneratedCode() throws Exception {
		assertThat(process.said()).contains("Starting AOT-processed " + SampleApplication.class.getSimpleName());
	}

	@Test
	void keysAreReadWrittenComparedAndListed() throws Exception {
		HttpResponse<String> put = put("/api/keys/app/color", "blue", "*");
		assertThat(put.statusCode()).isEqualTo(201);
		assertThat(put("/api/keys/app/color", "red", "*").statusCode()).isEqualTo(412);
		assertThat(get("/api/keys/app/color").body()).isEqualTo(put.body()).contains("\"blue\"");
		assertThat(values("app")).containsExactly("blue");
	}

	@Test
	void scheduleRunsUnderItsLock() throws Exception {
		// the value is the fencing token, which a method without a lock does not get
		await().atMost(Duration.ofSeconds(60)).until(() -> values("ticks").size() >= 2);
		assertThat(values("ticks").stream().map(Long::valueOf)).isSorted().doesNotHaveDuplicates();
	}

	@Test
	void propertiesAreBoundWhenItStarts() throws Exception {
		assertThat(directory.resolve("app.db")).isNotEmptyFile();
		await().atMost(Duration.ofSeconds(60)).until(() -> !values("leaders").isEmpty());
		assertThat(values("leaders")).singleElement().asString().endsWith(" ahead-of-time");
	}

	private static HttpResponse<String> get(String path) throws Exception {
		return client.send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofString());
	}

	private static HttpResponse<String> put(String path, String value, String ifNoneMatch) throws Exception {
		return client.send(HttpRequest.newBuilder(uri(path))
			.PUT(BodyPublishers.ofString(value))
			.header("If-None-Match", ifNoneMatch)
			.build(), BodyHandlers.ofString());
	}

	private static List<String> values(String directory) throws Exception {
		return JsonMapper.shared().readTree(get("/api/keys?directory=" + directory).body()).findValuesAsString("value");
	}

	private static URI uri(String path) throws Exception {
		return URI.create("http://localhost:" + process.port() + path);
	}

}
