package dev.kvstore.sample.events;

import java.util.Map;

import org.springframework.http.MediaType;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter.SseEventBuilder;

import dev.kvstore.api.WatchEvent;
import dev.kvstore.sample.web.Entry;

/**
 * How each event of a watch is sent.
 */
final class ServerSentEvents {

	private ServerSentEvents() {
	}

	static SseEventBuilder of(WatchEvent event) {
		if (event instanceof WatchEvent.Put put) {
			return event("put", Entry.of(put.keyValue()));
		}
		if (event instanceof WatchEvent.Deleted deleted) {
			return event("deleted", deleted);
		}
		if (event instanceof WatchEvent.Interrupted interrupted) {
			return event("interrupted", Map.of("detail", String.valueOf(interrupted.cause().getMessage())));
		}
		return event("synced", Map.of());
	}

	private static SseEventBuilder event(String name, Object data) {
		return SseEmitter.event().name(name).data(data, MediaType.APPLICATION_JSON);
	}

}
