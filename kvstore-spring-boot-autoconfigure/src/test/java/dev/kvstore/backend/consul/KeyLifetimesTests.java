package dev.kvstore.backend.consul;

import java.time.Duration;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import dev.kvstore.api.PutOptions;
import dev.kvstore.api.Store;
import dev.kvstore.backend.Endpoint;
import dev.kvstore.server.ConsulServer;
import dev.kvstore.server.TcpProxy;

/**
 * Tests for {@link KeyLifetimes}.
 */
class KeyLifetimesTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(20);

	@RegisterExtension
	static final ConsulServer server = ConsulServer.withDefaults();

	@Test
	void anExpiryThatIsNotAnsweredKeepsNoOtherWaiting() {
		try (TcpProxy proxy = TcpProxy.to(server.endpoint());
				Store store = ConsulStore
					.open(ConsulSettings.of(Endpoint.parse(proxy.endpoint(), false)).withRequestTimeout(TIMEOUT))) {
			for (int i = 0; i < 4; i++) {
				store.put("a" + i, new byte[0], PutOptions.ttl(Duration.ofSeconds(3)));
			}
			proxy.stall();
			Awaitility.await().until(() -> proxy.connections() >= 4);
			proxy.resume();
			Awaitility.await().until(() -> store.list("").isEmpty());
		}
	}

}
