package dev.kvstore.sample;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.databind.json.JsonMapper;

import dev.kvstore.api.KeyValue;
import dev.kvstore.api.Store;
import dev.kvstore.api.WatchEvent;
import dev.kvstore.connection.StoreFactories;
import dev.kvstore.sample.web.Entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link SampleApplication} started from the code that {@code process-aot}
 * generates once for all backends.
 */
class AheadOfTimeTests extends OnEachServer {

	private static final String NAMESPACE = "ahead-of-time";

	private static final String METADATA = "META-INF/native-image/dev.kvstore/sample-app/reachability-metadata.json";

	@TempDir
	static Path directory;

	@ParameterizedTest
	@MethodSource("embeddedAndBackends")
	void applicationWorksOnTheBackendThatIsChosenWhenItStarts(Backend backend) throws Exception {
		try (SampleProcess process = start(backend)) {
			await().atMost(Duration.ofSeconds(90)).until(process::isStarted);
			assertThat(process.said()).contains("Starting AOT-processed " + SampleApplication.class.getSimpleName());
			SampleClient client = new SampleClient(process.port());
			assertKeysAreWrittenComparedAndListed(client);
			assertListenerIsCalled(client, process);
			assertScheduleRunsUnderItsLock(client);
			assertLeaderIsElected(client);
			assertHealthNamesTheBackend(client, backend);
			assertConfigurationIsImportedAndRefreshed(client);
			process.stop();
			assertKeysAreInTheNamespaceOfThatBackend(backend);
		}
	}

	@Test
	void nativeImagesKeepTheClientsAndWhatEventsAreMadeOf() throws Exception {
		String metadata = new ClassPathResource(METADATA).getContentAsString(StandardCharsets.UTF_8);
		assertThat(JsonMapper.shared().readTree(metadata).get("reflection").valueStream())
			.extracting((hint) -> hint.get("type").toString().replace("\"", ""))
			.contains("com.ecwid.consul.v1.ConsulRawClient", "io.etcd.jetcd.api.KVGrpc", "org.mapdb.DBMaker",
					"org.apache.zookeeper.ZooKeeper", Entry.class.getName(), WatchEvent.Deleted.class.getName());
	}

	private static Stream<Backend> embeddedAndBackends() {
		return Stream.concat(Stream.of(new Backend("mapdb", List.of(directory.resolve("app.db").toString()))),
				backends());
	}

	private static SampleProcess start(Backend backend) throws Exception {
		return SampleProcess.startAheadOfTimeProcessed(directory.resolve(backend.name() + ".log"),
				backend.properties("kvstore.namespace=" + NAMESPACE, "kvstore.leader.roles=reports",
						"kvstore.leader.id=ahead-of-time", "sample.ticker.cron=* * * * * *",
						"sample.ticker.hold-at-least=100ms", "management.endpoint.health.show-details=always"));
	}

	private static void assertKeysAreWrittenComparedAndListed(SampleClient client) throws Exception {
		HttpResponse<String> created = client.create("app/color", "blue");
		assertThat(created.statusCode()).isEqualTo(201);
		assertThat(client.create("app/color", "red").statusCode()).isEqualTo(412);
		assertThat(client.get("/api/keys/app/color").body()).isEqualTo(created.body()).contains("\"blue\"");
		assertThat(client.values("app")).containsExactly("blue");
	}

	private static void assertListenerIsCalled(SampleClient client, SampleProcess process) throws Exception {
		client.create("log-levels/some.logger", "DEBUG");
		await().atMost(Duration.ofSeconds(30)).until(() -> process.said().contains("Level of some.logger: DEBUG"));
	}

	private static void assertScheduleRunsUnderItsLock(SampleClient client) throws Exception {
		// the value is the fencing token, which a method without a lock does not get
		await().atMost(Duration.ofSeconds(60)).until(() -> client.values("ticks").size() >= 2);
		assertThat(client.values("ticks").stream().map(Long::valueOf)).isSorted().doesNotHaveDuplicates();
	}

	private static void assertLeaderIsElected(SampleClient client) throws Exception {
		await().atMost(Duration.ofSeconds(60)).until(() -> !client.values("leaders").isEmpty());
		assertThat(client.values("leaders")).singleElement().asString().endsWith(" ahead-of-time");
	}

	private static void assertHealthNamesTheBackend(SampleClient client, Backend backend) throws Exception {
		String path = "/components/kvstore/components/" + backend.name() + "/status";
		assertThat(client.json("/actuator/health").at(path).asString()).isEqualTo("UP");
	}

	private static void assertConfigurationIsImportedAndRefreshed(SampleClient client) throws Exception {
		assertThat(client.get("/api/features").body()).isEqualTo("{\"dark\":false,\"percent\":0}");
		client.create("config/sample/feature/dark", "true");
		await().atMost(Duration.ofSeconds(60))
			.until(() -> client.get("/api/features").body().equals("{\"dark\":true,\"percent\":0}"));
	}

	private static void assertKeysAreInTheNamespaceOfThatBackend(Backend backend) {
		try (Store store = StoreFactories.create(backend.name(), backend.endpoints().toArray(String[]::new))) {
			assertThat(store.get(NAMESPACE + "/app/color")).map(KeyValue::asString).contains("blue");
			store.deleteTree(NAMESPACE);
		}
	}

}
