package dev.kvstore.sample.events;

import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;

import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.context.annotation.Bean;

import dev.kvstore.api.Store;
import dev.kvstore.api.StoreActivity;
import dev.kvstore.api.WatchEvent;
import dev.kvstore.api.WatchListener;
import dev.kvstore.connection.StoreDecorator;
import dev.kvstore.sample.EventReader;
import dev.kvstore.sample.SampleServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for a client that asks for events and does not read them.
 */
@Timeout(120)
class SlowClientTests {

	private static final int KEYS = 40;

	@TempDir
	Path directory;

	@Test
	void delaysNobodyAndIsDropped() throws Exception {
		try (SampleServer server = start("10s");
				Socket client = connect(server);
				EventReader other = server.events("small")) {
			await().until(() -> !other.events("synced").isEmpty());
			HttpResponse<String> put = server.put("/api/keys/small/a", "1");
			assertThat(put.statusCode()).isEqualTo(200);
			await().until(() -> !other.events("put").isEmpty());
			assertThat(server.bean(EventStreams.class).size()).as("the slow one is still waited for").isEqualTo(2);
			await().atMost(Duration.ofSeconds(60))
				.untilAsserted(() -> assertThat(server.bean(EventStreams.class).size()).isOne());
			assertThat(client.isConnected()).isTrue();
		}
	}

	@Test
	void isDroppedWhenItsFirstEventsAreThereBeforeItsResponse() throws Exception {
		try (SampleServer server = start("2s", "spring.main.sources=" + EarlyEvents.class.getName());
				Socket client = connect(server)) {
			await().atMost(Duration.ofSeconds(60))
				.untilAsserted(() -> assertThat(server.bean(EventStreams.class).size()).isZero());
			assertThat(server.bean(StoreActivity.class).watches()).noneMatch((watch) -> watch.path().equals("big"));
			assertThat(client.isConnected()).isTrue();
		}
	}

	@Test
	void delaysShutdownNoLongerThanWrite() throws Exception {
		SampleServer server = start("4s");
		try (Socket client = connect(server)) {
			assertThat(client.isConnected()).isTrue();
			long start = System.nanoTime();
			server.close();
			assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(15));
		}
	}

	private SampleServer start(String longestWrite, String... properties) throws Exception {
		List<String> all = new ArrayList<>(List.of(properties));
		all.add("server.tomcat.connection-timeout=" + longestWrite);
		SampleServer server = SampleServer.start(this.directory.resolve("slow.db"), all.toArray(String[]::new));
		for (int i = 0; i < KEYS; i++) {
			server.put("/api/keys/big/" + i, "x".repeat(1_000_000));
		}
		return server;
	}

	private static Socket connect(SampleServer server) throws IOException {
		Socket client = new Socket("localhost", server.port());
		client.setReceiveBufferSize(4096);
		String request = "GET /api/events?directory=big HTTP/1.1\r\nHost: localhost\r\n\r\n";
		client.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
		await().until(() -> server.bean(EventStreams.class).size() > 0);
		assertThat(server.bean(Store.class).list("big")).hasSize(KEYS);
		return client;
	}

	/**
	 * Hands out a watch when its listener has all the entries, so that the request's own
	 * thread writes them as it begins the response.
	 */
	static final class EarlyEvents {

		@Bean
		static StoreDecorator earlyEvents() {
			return (store) -> {
				ProxyFactory proxy = new ProxyFactory(store);
				proxy.addAdvice((MethodInterceptor) EarlyEvents::invoke);
				return (Store) proxy.getProxy();
			};
		}

		private static @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
			if (!invocation.getMethod().getName().equals("watchTree")) {
				return invocation.proceed();
			}
			CountDownLatch synced = new CountDownLatch(1);
			WatchListener listener = (WatchListener) Objects.requireNonNull(invocation.getArguments()[1]);
			invocation.getArguments()[1] = (WatchListener) (event) -> {
				listener.onEvent(event);
				if (event instanceof WatchEvent.Synced) {
					synced.countDown();
				}
			};
			Object watch = invocation.proceed();
			synced.await();
			return watch;
		}

	}

}
