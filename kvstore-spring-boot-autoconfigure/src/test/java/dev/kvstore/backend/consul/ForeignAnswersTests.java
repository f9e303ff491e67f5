package dev.kvstore.backend.consul;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.kvstore.api.Store;
import dev.kvstore.api.StoreUnavailableException;
import dev.kvstore.backend.Endpoint;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What something that is not Consul answers where an agent should be.
 */
class ForeignAnswersTests {

	private final AtomicInteger transactions = new AtomicInteger();

	private HttpServer server;

	private Store store;

	@BeforeEach
	void start() throws IOException {
		this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.server.createContext("/", (exchange) -> answer(exchange, 404, "nothing here"));
		this.server.start();
		this.store = ConsulStore
			.open(ConsulSettings.of(new Endpoint(false, "127.0.0.1", this.server.getAddress().getPort())));
	}

	@AfterEach
	void stop() {
		this.store.close();
		this.server.stop(0);
	}

	@Test
	void aPageThatIsNotFoundIsNotAKeyThatIsAbsent() {
		assertUnavailable(() -> this.store.get("a"), false);
		assertUnavailable(() -> this.store.exists("a"), false);
		assertUnavailable(() -> this.store.list("a"), false);
		assertUnavailable(() -> this.store.deleteTree(""), false);
	}

	@Test
	void aDeletionThatFailsHalfWayMayHaveDeletedSomething() {
		this.server.createContext("/v1/kv/", (exchange) -> answer(exchange, 200, "[\"a/\",\"b/\"]"));
		this.server.createContext("/v1/txn", (exchange) -> {
			boolean first = this.transactions.incrementAndGet() == 1;
			answer(exchange, first ? 200 : 500, first ? "{\"Results\":[],\"Errors\":null}" : "No cluster leader");
		});
		assertUnavailable(() -> this.store.deleteTree(""), true);
	}

	@Test
	void whatAnAgentWithoutALeaderRefusesIsCertainlyNotWritten() {
		this.server.createContext("/v1/", (exchange) -> answer(exchange, 500, "No cluster leader"));
		assertUnavailable(() -> this.store.put("a", new byte[1]), false);
	}

	@Test
	void whatAnAgentFailsAtMayBeWritten() {
		this.server.createContext("/v1/", (exchange) -> answer(exchange, 500, "leadership lost"));
		assertUnavailable(() -> this.store.put("a", new byte[1]), true);
	}

	private static void assertUnavailable(ThrowingCallable call, boolean outcomeUnknown) {
		assertThatExceptionOfType(StoreUnavailableException.class).isThrownBy(call)
			.matches((failure) -> failure.outcomeUnknown() == outcomeUnknown, "outcome unknown: " + outcomeUnknown);
	}

	private static void answer(HttpExchange exchange, int status, String body) throws IOException {
		byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
		exchange.sendResponseHeaders(status, bytes.length);
		exchange.getResponseBody().write(bytes);
		exchange.close();
	}

}
