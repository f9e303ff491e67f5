package dev.kvstore.sample.events;

import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import dev.kvstore.api.Store;
import dev.kvstore.sample.EventReader;
import dev.kvstore.sample.SampleServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for a client that asks for events and does not read them.
 */
@Timeout(60)
class SlowClientTests {

	private static final int KEYS = 40;

	private SampleServer server;

	@BeforeEach
	void start(@TempDir Path directory) throws Exception {
		this.server = SampleServer.start(directory.resolve("slow.db"), "server.tomcat.connection-timeout=4s");
		for (int i = 0; i < KEYS; i++) {
			this.server.put("/api/keys/big/" + i, "x".repeat(1_000_000));
		}
	}

	@Test
	void delaysNobodyAndIsDropped() throws Exception {
		try (Socket client = connect(); EventReader other = this.server.events("small")) {
			await().until(() -> !other.events("synced").isEmpty());
			HttpResponse<String> put = this.server.put("/api/keys/small/a", "1");
			assertThat(put.statusCode()).isEqualTo(200);
			await().atMost(Duration.ofSeconds(3)).until(() -> !other.events("put").isEmpty());
			await().atMost(Duration.ofSeconds(20))
				.untilAsserted(() -> assertThat(this.server.bean(EventStreams.class).size()).isOne());
			assertThat(client.isConnected()).isTrue();
		}
		finally {
			this.server.close();
		}
	}

	@Test
	void delaysShutdownNoLongerThanWrite() throws Exception {
		try (Socket client = connect()) {
			assertThat(client.isConnected()).isTrue();
			long start = System.nanoTime();
			this.server.close();
			assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(15));
		}
	}

	private Socket connect() throws IOException {
		Socket client = new Socket("localhost", this.server.port());
		client.setReceiveBufferSize(4096);
		String request = "GET /api/events?directory=big HTTP/1.1\r\nHost: localhost\r\n\r\n";
		client.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
		await().until(() -> this.server.bean(EventStreams.class).size() > 0);
		assertThat(this.server.bean(Store.class).list("big")).hasSize(KEYS);
		return client;
	}

}
