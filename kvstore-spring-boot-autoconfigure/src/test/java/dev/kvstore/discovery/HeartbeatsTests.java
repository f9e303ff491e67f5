package dev.kvstore.discovery;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.cloud.client.discovery.event.HeartbeatEvent;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Heartbeats}.
 */
class HeartbeatsTests {

	@Test
	void changesThatComeWhileListenersAreBusyAreToldAsOne() throws Exception {
		LinkedBlockingQueue<Object> told = new LinkedBlockingQueue<>();
		CountDownLatch busy = new CountDownLatch(1);
		Heartbeats heartbeats = new Heartbeats(this, (event) -> {
			told.add(((HeartbeatEvent) event).getValue());
			await(busy);
		});
		heartbeats.changed();
		heartbeats.changed();
		heartbeats.start();
		assertThat(told.poll(10, TimeUnit.SECONDS)).isEqualTo(2L);
		for (int change = 0; change < 10; change++) {
			heartbeats.changed();
		}
		busy.countDown();
		assertThat(told.poll(10, TimeUnit.SECONDS)).isEqualTo(12L);
		heartbeats.stop();
		heartbeats.changed();
		assertThat(told).isEmpty();
		heartbeats.start();
		assertThat(told.poll(10, TimeUnit.SECONDS)).isEqualTo(13L);
		heartbeats.stop();
	}

	@Test
	void listenerThatFailsIsToldOfTheNextChange() {
		List<Object> told = new CopyOnWriteArrayList<>();
		Heartbeats heartbeats = new Heartbeats(this, (event) -> {
			told.add(event);
			throw new IllegalStateException("It fails");
		});
		heartbeats.start();
		heartbeats.changed();
		Awaitility.await().until(() -> told.size() == 1);
		heartbeats.changed();
		Awaitility.await().until(() -> told.size() == 2);
		heartbeats.stop();
	}

	@Test
	void listenerThatStopsThemIsNeitherWaitedForNorInterrupted() {
		CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
		CompletableFuture<Heartbeats> itself = new CompletableFuture<>();
		Heartbeats heartbeats = new Heartbeats(this, (event) -> {
			itself.join().stop();
			interrupted.complete(Thread.currentThread().isInterrupted());
		});
		itself.complete(heartbeats);
		heartbeats.start();
		heartbeats.changed();
		assertThat(interrupted).succeedsWithin(1, TimeUnit.MINUTES).isEqualTo(false);
		assertThat(heartbeats.isRunning()).isFalse();
	}

	private static void await(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
