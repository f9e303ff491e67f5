package dev.kvstore.sample.events;

import java.io.IOException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter.SseEventBuilder;

import dev.kvstore.api.Watch;
import dev.kvstore.api.WatchEvent;
import dev.kvstore.api.WatchListener;

/**
 * One client that follows a directory. Ends with the client, and ends its watch with
 * itself. A client that does not read delays nobody but its own listener.
 */
final class EventStream implements WatchListener {

	private final SseEmitter emitter;

	private final Consumer<EventStream> whenEnded;

	private final ReentrantLock sending = new ReentrantLock();

	private volatile @Nullable Watch watch;

	private volatile boolean ended;

	EventStream(SseEmitter emitter, Consumer<EventStream> whenEnded) {
		this.emitter = emitter;
		this.whenEnded = whenEnded;
		emitter.onTimeout(this::end);
		emitter.onError((ex) -> end());
	}

	void endWith(Watch watch) {
		this.watch = watch;
		settle();
	}

	@Override
	public void onEvent(WatchEvent event) {
		this.sending.lock();
		send(ServerSentEvents.of(event));
	}

	/**
	 * Finds out whether the client is still there, unless an event on its way does so.
	 */
	void beat() {
		if (this.sending.tryLock()) {
			send(SseEmitter.event().comment(""));
		}
	}

	/**
	 * Ends the stream, without waiting for an event that is on its way to a slow client.
	 */
	void end() {
		this.ended = true;
		settle();
	}

	private void send(SseEventBuilder event) {
		try {
			if (!this.ended) {
				this.emitter.send(event);
			}
		}
		catch (IOException | IllegalStateException ex) {
			this.ended = true;
		}
		finally {
			this.sending.unlock();
		}
		settle();
	}

	private void settle() {
		if (!this.ended || !this.sending.tryLock()) {
			return;
		}
		try {
			this.emitter.complete();
		}
		finally {
			this.sending.unlock();
		}
		// no callback of the emitter tells of a client that is lost early
		this.whenEnded.accept(this);
		Watch watch = this.watch;
		if (watch != null) {
			watch.close();
		}
	}

}
