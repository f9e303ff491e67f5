package dev.kvstore.kit;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.assertj.core.api.Assertions;

/**
 * Holds whoever passes it until it is opened.
 */
final class Gate implements AutoCloseable {

	private final CountDownLatch arrived = new CountDownLatch(1);

	private final CountDownLatch opened = new CountDownLatch(1);

	void pass() {
		this.arrived.countDown();
		waitFor(this.opened);
	}

	void awaitArrival() {
		waitFor(this.arrived);
	}

	void open() {
		this.opened.countDown();
	}

	@Override
	public void close() {
		open();
	}

	private static void waitFor(CountDownLatch latch) {
		try {
			Assertions.assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

}
