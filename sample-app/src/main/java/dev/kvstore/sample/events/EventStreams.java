package dev.kvstore.sample.events;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.http.HttpStatus;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

import dev.kvstore.api.Store;
import dev.kvstore.api.Watch;

/**
 * The open streams. One thread sends the heartbeats of all; an idle stream has none. As
 * it stops in the first phase of a shutdown, the web server need not wait for a stream.
 */
@Component
final class EventStreams implements SmartLifecycle {

	private final Store store;

	private final Duration timeout;

	private final Set<EventStream> streams = ConcurrentHashMap.newKeySet();

	private volatile boolean running;

	EventStreams(Store store, @Value("${sample.events.timeout:1h}") Duration timeout) {
		this.store = store;
		this.timeout = timeout;
	}

	SseEmitter open(String directory) {
		SseEmitter emitter = new SseEmitter(this.timeout.toMillis());
		EventStream stream = new EventStream(emitter, this.streams::remove);
		emitter.onCompletion(() -> close(stream));
		stream.beat();
		Watch watch = this.store.watchTree(directory, stream);
		this.streams.add(stream);
		stream.endWith(watch);
		if (!this.running) {
			close(stream);
			throw new ResponseStatusException(HttpStatus.SERVICE_UNAVAILABLE, "The application is stopping");
		}
		return emitter;
	}

	int size() {
		return this.streams.size();
	}

	@Scheduled(fixedDelayString = "${sample.events.heartbeat:10s}")
	void beat() {
		this.streams.forEach(EventStream::beat);
	}

	@Override
	public void start() {
		this.running = true;
	}

	@Override
	public void stop() {
		this.running = false;
		this.streams.forEach(this::close);
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	private void close(EventStream stream) {
		stream.end();
		this.streams.remove(stream);
	}

}
