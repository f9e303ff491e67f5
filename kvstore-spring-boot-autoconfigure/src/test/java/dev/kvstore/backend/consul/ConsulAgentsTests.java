package dev.kvstore.backend.consul;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

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

	private static final Executor SLOWLY = CompletableFuture.delayedExecutor(50, TimeUnit.MILLISECONDS);

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

	@Test
	void anAnswerThatTricklesInIsWaitedForUntilTheDeadline() throws Exception {
		try (ServerSocket trickling = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
				ConsulAgents agents = new ConsulAgents(
						ConsulSettings.of(new Endpoint(false, "127.0.0.1", trickling.getLocalPort()))
							.withRequestTimeout(TIMEOUT))) {
			SLOWLY.execute(() -> trickle(trickling));
			long begun = System.nanoTime();
			assertUnanswered(agents);
			assertThat(Duration.ofNanos(System.nanoTime() - begun)).isBetween(TIMEOUT, TIMEOUT.plusMillis(1500));
		}
	}

	@Test
	void anAgentThatMissesADeadlineIsNotWaitedForWhereItHoldsItsAnswerBack() throws Exception {
		try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
				ConsulAgents agents = new ConsulAgents(
						ConsulSettings.of(new Endpoint(false, "127.0.0.1", silent.getLocalPort()))
							.withRequestTimeout(TIMEOUT))) {
			FutureTask<?> poll = new FutureTask<>(() -> agents.poll(REQUEST, Duration.ofHours(1), TIMEOUT));
			new Thread(poll, "poll").start();
			Socket held = silent.accept();
			assertUnanswered(agents);
			assertThatExceptionOfType(ExecutionException.class).isThrownBy(() -> poll.get(30, TimeUnit.SECONDS))
				.withCauseInstanceOf(StoreUnavailableException.class)
				.withMessageContaining("does not answer other calls");
			held.close();
		}
	}

	private static void trickle(ServerSocket server) {
		try {
			OutputStream answer = server.accept().getOutputStream();
			answer.write("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n".getBytes(StandardCharsets.UTF_8));
			drip(answer);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static void drip(OutputStream answer) {
		try {
			answer.write('[');
			SLOWLY.execute(() -> drip(answer));
		}
		catch (IOException ex) {
			// the client waits no longer
		}
	}

	private static void assertUnanswered(ConsulAgents agents) {
		assertThatExceptionOfType(StoreUnavailableException.class).isThrownBy(() -> agents.call(REQUEST))
			.withMessageContaining("request timeout");
	}

}
