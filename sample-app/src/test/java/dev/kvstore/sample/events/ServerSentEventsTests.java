package dev.kvstore.sample.events;

import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyEmitter.DataWithMediaType;

import dev.kvstore.api.KeyValue;
import dev.kvstore.api.StoreUnavailableException;
import dev.kvstore.api.WatchEvent;
import dev.kvstore.sample.web.Entry;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ServerSentEvents}.
 */
class ServerSentEventsTests {

	@Test
	void putIsEntry() {
		assertThat(data(new WatchEvent.Put(new KeyValue("a", new byte[] { 'v' }, 12)))).contains("event:put\ndata:",
				new Entry("a", "v", null, 12));
	}

	@Test
	void deletedTellsKeyAndVersion() {
		WatchEvent.Deleted event = new WatchEvent.Deleted("a", 13);
		assertThat(data(event)).contains("event:deleted\ndata:", event);
	}

	@Test
	void syncedTellsNothing() {
		assertThat(data(new WatchEvent.Synced())).contains("event:synced\ndata:", Map.of());
	}

	@Test
	void interruptedTellsWhy() {
		StoreUnavailableException cause = new StoreUnavailableException("etcd", "watch", "a", false, "no answer", null);
		assertThat(data(new WatchEvent.Interrupted(cause))).contains("event:interrupted\ndata:",
				Map.of("detail", "etcd: watch of 'a' failed: no answer"));
	}

	private static Iterable<Object> data(WatchEvent event) {
		Set<DataWithMediaType> parts = ServerSentEvents.of(event).build();
		return parts.stream().map(DataWithMediaType::getData).toList();
	}

}
