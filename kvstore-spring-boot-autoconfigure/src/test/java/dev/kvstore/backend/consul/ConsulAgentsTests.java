package dev.kvstore.backend.consul;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;

import org.junit.jupiter.api.Test;

import dev.kvstore.api.StoreUnavailableException;
import dev.kvstore.backend.Endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link ConsulAgents}.
 */
class ConsulAgentsTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(2);

	private static final ConsulRequest REQUEST = ConsulRequest.read("get", "a", "/v1/kv/a");

	@Test
	void theCallsOfOneOperationHaveOneDeadline() throws Exception {
		try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
				ConsulAgents agents = new ConsulAgents(
						ConsulSettings.of(new Endpoint(false, "127.0.0.1", silent.getLocalPort()))
							.withRequestTimeout(TIMEOUT))) {
			long begun = System.nanoTime();
			agents.within(() -> {
				assertUnanswered(agents);
				assertUnanswered(agents);
				return true;
			});
			assertThat(Duration.ofNanos(System.nanoTime() - begun)).isBetween(TIMEOUT, TIMEOUT.plusMillis(1500));
			assertUnanswered(agents);
			assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(TIMEOUT.multipliedBy(2));
		}
	}

	private static void assertUnanswered(ConsulAgents agents) {
		assertThatExceptionOfType(StoreUnavailableException.class).isThrownBy(() -> agents.call(REQUEST))
			.withMessageContaining("request timeout");
	}

}
