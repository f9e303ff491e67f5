package dev.kvstore.lock;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Holds who passes it until it is opened.
 */
final class Gate {

	private final CountDownLatch arrived = new CountDownLatch(1);

	private final CountDownLatch opened = new CountDownLatch(1);

	void pass() throws InterruptedException {
		this.arrived.countDown();
		assertThat(this.opened.await(60, TimeUnit.SECONDS)).isTrue();
	}

	void passUninterruptibly() {
		this.arrived.countDown();
		boolean passed = false;
		while (!passed) {
			try {
				passed = this.opened.await(60, TimeUnit.SECONDS);
			}
			catch (InterruptedException ex) {
				// a task that swallows the interrupt
			}
		}
	}

	void awaitArrival() throws InterruptedException {
		assertThat(this.arrived.await(60, TimeUnit.SECONDS)).isTrue();
	}

	void open() {
		this.opened.countDown();
	}

}
