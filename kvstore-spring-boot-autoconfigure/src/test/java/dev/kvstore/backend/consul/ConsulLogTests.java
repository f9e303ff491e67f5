package dev.kvstore.backend.consul;

import java.nio.charset.StandardCharsets;
import java.util.List;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

import dev.kvstore.api.LockHandle;
import dev.kvstore.api.Store;
import dev.kvstore.backend.Endpoint;
import dev.kvstore.server.ConsulServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what Consul's client writes into the log.
 */
class ConsulLogTests {

	@Test
	void noLevelShowsTheTokenOrAValue() throws Exception {
		Logger client = (Logger) LoggerFactory.getLogger("org.apache.http");
		Level before = client.getLevel();
		ListAppender<ILoggingEvent> appender = new ListAppender<>();
		appender.start();
		client.addAppender(appender);
		client.setLevel(Level.TRACE);
		try (ConsulServer server = ConsulServer.withAcl()) {
			server.start();
			use(ConsulSettings.of(Endpoint.parse(server.endpoint(), false)).withToken(ConsulServer.MANAGEMENT_TOKEN));
		}
		finally {
			client.setLevel(before);
			client.detachAppender(appender);
		}
		List<String> messages = List.copyOf(appender.list).stream().map(ILoggingEvent::getFormattedMessage).toList();
		assertThat(messages).isNotEmpty()
			.noneMatch((message) -> message.contains(ConsulServer.MANAGEMENT_TOKEN))
			.noneMatch((message) -> message.contains("c2VjcmV0LXZhbHVl"));
	}

	private static void use(ConsulSettings settings) throws InterruptedException {
		try (Store store = ConsulStore.open(settings)) {
			store.put("a", "secret-value".getBytes(StandardCharsets.UTF_8));
			assertThat(store.get("a")).isPresent();
			try (LockHandle lock = store.newLock("a").lock()) {
				assertThat(lock.isHeld()).isTrue();
			}
		}
	}

}
