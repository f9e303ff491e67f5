package dev.kvstore.sample.events;

import org.springframework.aot.hint.annotation.RegisterReflectionForBinding;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

import dev.kvstore.api.WatchEvent;

/**
 * Sends the present state of a directory and then each change.
 */
@RestController
@RegisterReflectionForBinding(WatchEvent.Deleted.class)
final class EventController {

	private final EventStreams streams;

	EventController(EventStreams streams) {
		this.streams = streams;
	}

	@GetMapping(path = "/api/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
	ResponseEntity<SseEmitter> follow(@RequestParam(defaultValue = "") String directory) {
		return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(this.streams.open(directory));
	}

}
