package dev.kvstore.sample.events;

import java.io.IOException;
import java.time.Instant;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

import dev.kvstore.api.Watch;
import dev.kvstore.api.WatchEvent;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link EventStream}.
 */
@Timeout(30)
class EventStreamTests {

	private final RecordingWatch watch = new RecordingWatch();

	private final Queue<EventStream> ended = new ConcurrentLinkedQueue<>();

	@Test
	void endClosesWatchAndCompletesResponse() {
		HeldEmitter emitter = new HeldEmitter();
		EventStream stream = stream(emitter);
		stream.endWith(this.watch);
		stream.end();
		assertThat(emitter.completions).hasValue(1);
		assertThat(this.watch.isActive()).isFalse();
	}

	@Test
	void watchThatComesAfterEndIsClosed() {
		EventStream stream = stream(new HeldEmitter());
		stream.end();
		stream.endWith(this.watch);
		assertThat(this.watch.isActive()).isFalse();
	}

	@Test
	void nothingIsSentAfterEnd() {
		HeldEmitter emitter = new HeldEmitter();
		EventStream stream = stream(emitter);
		stream.end();
		stream.onEvent(new WatchEvent.Synced());
		stream.beat();
		assertThat(emitter.sends).hasValue(0);
	}

	@Test
	void failedSendClosesWatch() {
		HeldEmitter emitter = new HeldEmitter();
		EventStream stream = stream(emitter);
		stream.endWith(this.watch);
		emitter.gone = true;
		stream.beat();
		assertThat(this.watch.isActive()).isFalse();
		assertThat(this.ended).containsExactly(stream);
	}

	@Test
	void streamThatLostItsClientBeforeItHasItsWatchTellsOfItsEndAfterwards() {
		HeldEmitter emitter = new HeldEmitter();
		EventStream stream = stream(emitter);
		emitter.gone = true;
		stream.beat();
		this.ended.clear();
		stream.endWith(this.watch);
		assertThat(this.watch.isActive()).isFalse();
		assertThat(this.ended).containsExactly(stream);
	}

	@Test
	void neitherEndNorHeartbeatWaitsForEventOnItsWay() throws Exception {
		HeldEmitter emitter = new HeldEmitter();
		EventStream stream = stream(emitter);
		stream.endWith(this.watch);
		emitter.gate = new CountDownLatch(1);
		CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> stream.onEvent(new WatchEvent.Synced()));
		emitter.entered.await();
		stream.beat();
		stream.end();
		assertThat(emitter.completions).hasValue(0);
		emitter.gate.countDown();
		sending.join();
		assertThat(emitter.sends).hasValue(1);
		assertThat(emitter.completions).hasValue(1);
		assertThat(this.watch.isActive()).isFalse();
	}

	private EventStream stream(SseEmitter emitter) {
		return new EventStream(emitter, this.ended::add);
	}

	private static final class HeldEmitter extends SseEmitter {

		private final AtomicInteger sends = new AtomicInteger();

		private final AtomicInteger completions = new AtomicInteger();

		private final CountDownLatch entered = new CountDownLatch(1);

		private volatile CountDownLatch gate = new CountDownLatch(0);

		private volatile boolean gone;

		@Override
		public void send(SseEventBuilder event) throws IOException {
			this.sends.incrementAndGet();
			this.entered.countDown();
			try {
				this.gate.await();
			}
			catch (InterruptedException ex) {
				throw new IOException(ex);
			}
			if (this.gone) {
				throw new IOException("Broken pipe");
			}
		}

		@Override
		public void complete() {
			this.completions.incrementAndGet();
		}

	}

	private static final class RecordingWatch implements Watch {

		private volatile boolean active = true;

		@Override
		public boolean isActive() {
			return this.active;
		}

		@Override
		public boolean isSynced() {
			return true;
		}

		@Override
		public Instant lastContact() {
			return Instant.now();
		}

		@Override
		public int pendingEvents() {
			return 0;
		}

		@Override
		public void close() {
			this.active = false;
		}

	}

}
