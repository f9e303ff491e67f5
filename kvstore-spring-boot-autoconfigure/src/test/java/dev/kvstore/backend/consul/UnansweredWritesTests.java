package dev.kvstore.backend.consul;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.kvstore.api.KeyValue;
import dev.kvstore.api.Store;
import dev.kvstore.api.StoreUnavailableException;
import dev.kvstore.backend.Endpoint;
import dev.kvstore.server.ConsulServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Writes that take effect, while the connection is cut before they are answered, or the
 * answer is an error.
 */
class UnansweredWritesTests {

	@RegisterExtension
	static final ConsulServer server = ConsulServer.withDefaults();

	private final ConsulHttp http = new ConsulHttp(server);

	private final Store direct = ConsulStore.open(ConsulSettings.of(Endpoint.parse(server.endpoint(), false)));

	private HttpServer proxy;

	private Endpoint cutting;

	private volatile boolean failing;

	@BeforeEach
	void startProxy() throws IOException {
		this.proxy = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.proxy.createContext("/", this::forward);
		this.proxy.setExecutor(Executors.newCachedThreadPool());
		this.proxy.start();
		this.cutting = new Endpoint(false, "127.0.0.1", this.proxy.getAddress().getPort());
	}

	@AfterEach
	void stopProxy() {
		this.proxy.stop(0);
		this.direct.deleteTree("");
		this.direct.close();
	}

	private void forward(HttpExchange exchange) throws IOException {
		String uri = exchange.getRequestURI().toString();
		try {
			byte[] body = exchange.getRequestBody().readAllBytes();
			byte[] answer = exchange.getRequestMethod().equals("GET") ? this.http.get(uri) : this.http.put(uri, body);
			boolean write = uri.equals("/v1/txn");
			if (!write || this.failing) {
				exchange.sendResponseHeaders(write ? 500 : 200, answer.length);
				exchange.getResponseBody().write(answer);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		exchange.close();
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void noOtherAgentIsAskedToWriteAgain(boolean answeredWithAnError) {
		this.failing = answeredWithAnError;
		ConsulSettings both = ConsulSettings.of(this.cutting, Endpoint.parse(server.endpoint(), false));
		KeyValue before = this.direct.put("a", new byte[0]);
		try (Store store = ConsulStore.open(both)) {
			assertOutcomeUnknown(() -> store.atomicPut("a", new byte[1], before));
			KeyValue written = this.direct.get("a").orElseThrow();
			assertThat(written.value()).hasSize(1);
			assertThat(store.get("a")).contains(written);
		}
	}

	private static void assertOutcomeUnknown(ThrowingCallable write) {
		assertThatExceptionOfType(StoreUnavailableException.class).isThrownBy(write)
			.matches(StoreUnavailableException::outcomeUnknown, "outcome unknown");
	}

}
