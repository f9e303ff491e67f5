package dev.kvstore.sample.events;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import dev.kvstore.api.Store;
import dev.kvstore.sample.EventReader;
import dev.kvstore.sample.EventReader.Event;
import dev.kvstore.sample.SampleServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link EventController}.
 */
@Timeout(60)
class EventControllerTests {

	private SampleServer server;

	@BeforeEach
	void start(@TempDir Path directory) {
		this.server = start(directory, "sample.events.heartbeat=100ms");
	}

	@AfterEach
	void stop() {
		this.server.close();
	}

	@Test
	void presentStateComesBeforeSyncedAndChangesAfter() throws Exception {
		this.server.put("/api/keys/app/a", "1");
		this.server.put("/api/keys/app2/x", "1");
		try (EventReader reader = synced("app")) {
			this.server.put("/api/keys/app/b/c", "2");
			this.server.delete("/api/keys/app/a");
			await().untilAsserted(() -> assertThat(reader.events()).hasSize(4));
			List<Event> events = reader.events();
			assertThat(events.subList(0, 2)).extracting(Event::name).containsExactly("put", "synced");
			assertThat(events.get(0).data().get("key").asString()).isEqualTo("app/a");
			assertThat(events.get(0).data().get("value").asString()).isEqualTo("1");
			Event put = reader.events("put").get(1);
			assertThat(put.data()).isEqualTo(this.server.json(this.server.get("/api/keys/app/b/c")));
			Event deleted = reader.events("deleted").get(0);
			assertThat(deleted.data().get("key").asString()).isEqualTo("app/a");
			assertThat(deleted.data().get("version").asLong()).isPositive();
		}
	}

	@Test
	void valueThatIsNotTextIsEncoded() throws Exception {
		this.server.send("PUT", "/api/keys/app/a", new byte[] { (byte) 0xff, '\n' });
		try (EventReader reader = synced("app")) {
			assertThat(reader.events("put").get(0).data().get("encoding").asString()).isEqualTo("base64");
			assertThat(reader.events("put").get(0).data().get("value").asString()).isEqualTo("/wo=");
		}
	}

	@Test
	void valueMayHaveLineBreaks() throws Exception {
		this.server.put("/api/keys/app/a", "one\r\ntwo\n\nevent: three");
		try (EventReader reader = synced("app")) {
			assertThat(reader.events("put").get(0).data().get("value").asString())
				.isEqualTo("one\r\ntwo\n\nevent: three");
		}
	}

	@Test
	void watchEndsWhenClientDisconnects() {
		EventReader reader = synced("app");
		assertThat(open()).isOne();
		reader.close();
		await().untilAsserted(() -> assertThat(open()).isZero());
	}

	@Test
	void idleStreamGetsHeartbeats() {
		try (EventReader reader = synced("app")) {
			await().untilAsserted(() -> assertThat(reader.comments()).isGreaterThan(3));
			assertThat(reader.ended()).isFalse();
		}
	}

	@Test
	void streamEndsInOrderAfterItsTimeout(@TempDir Path directory) {
		this.server.close();
		this.server = start(directory, "sample.events.timeout=1s");
		try (EventReader reader = synced("app")) {
			await().untilAsserted(() -> assertThat(reader.events("end")).hasSize(1));
			await().untilAsserted(() -> assertThat(open()).isZero());
		}
	}

	@Test
	void idleStreamsTakeNoThreads() {
		long before = threads();
		List<EventReader> readers = Stream.generate(() -> synced("app")).limit(100).toList();
		await().untilAsserted(() -> assertThat(threads()).isLessThan(before + 20));
		assertThat(open()).isEqualTo(100);
		readers.forEach(EventReader::close);
		await().untilAsserted(() -> assertThat(open()).isZero());
	}

	@Test
	void runningStreamDoesNotDelayShutdown() {
		try (EventReader reader = synced("app")) {
			long start = System.nanoTime();
			this.server.close();
			assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
			await().untilAsserted(() -> assertThat(reader.events("end")).hasSize(1));
		}
	}

	@Test
	void badDirectoryIsRefused() throws Exception {
		HttpResponse<String> response = this.server.get("/api/events?directory=a//b", "Accept", "text/event-stream");
		assertThat(response.statusCode()).isEqualTo(400);
		assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
		assertThat(open()).isZero();
	}

	@Test
	void closedStoreIsUnavailable() throws Exception {
		this.server.bean(Store.class).close();
		HttpResponse<String> response = this.server.get("/api/events", "Accept", "text/event-stream");
		assertThat(response.statusCode()).isEqualTo(503);
		assertThat(this.server.json(response).get("outcomeUnknown").asBoolean()).isFalse();
	}

	private static SampleServer start(Path directory, String... properties) {
		return SampleServer.start(directory.resolve("events.db"), properties);
	}

	private EventReader synced(String of) {
		EventReader reader = this.server.events(of);
		await().pollInterval(Duration.ofMillis(10)).until(() -> !reader.events("synced").isEmpty());
		return reader;
	}

	private int open() {
		return this.server.bean(EventStreams.class).size();
	}

	private static long threads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> !thread.getName().startsWith("HttpClient"))
			.count();
	}

}
