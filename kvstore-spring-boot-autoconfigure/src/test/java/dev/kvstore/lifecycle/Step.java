package dev.kvstore.lifecycle;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A place where a thread of the application stands until the test lets it go on.
 */
final class Step {

	private final CountDownLatch reached = new CountDownLatch(1);

	private final CountDownLatch left = new CountDownLatch(1);

	void pass() {
		this.reached.countDown();
		try {
			this.left.await();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException("Interrupted before the test let it go on", ex);
		}
	}

	void awaitReached() throws InterruptedException {
		assertThat(this.reached.await(60, TimeUnit.SECONDS)).isTrue();
	}

	void leave() {
		this.left.countDown();
	}

}
