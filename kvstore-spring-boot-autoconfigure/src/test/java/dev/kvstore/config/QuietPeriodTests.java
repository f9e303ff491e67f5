package dev.kvstore.config;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link QuietPeriod}.
 */
@Timeout(120)
class QuietPeriodTests {

	@Test
	void burstIsOneRun() {
		AtomicInteger runs = new AtomicInteger();
		try (QuietPeriod period = new QuietPeriod(Duration.ofSeconds(1), Duration.ofHours(1), runs::incrementAndGet)) {
			for (int change = 0; change < 1_000; change++) {
				period.changed();
			}
			Awaitility.await().until(() -> runs.get() > 0);
		}
		assertThat(runs).hasValue(1);
	}

	@Test
	void burstThatGoesOnIsNotWaitedForToTheEnd() {
		AtomicInteger runs = new AtomicInteger();
		try (QuietPeriod period = new QuietPeriod(Duration.ofHours(1), Duration.ofMillis(50), runs::incrementAndGet)) {
			while (runs.get() < 2) {
				period.changed();
				Thread.onSpinWait();
			}
		}
	}

	@Test
	void changesWhileTheTaskRunsAreAnotherBurst() throws Exception {
		AtomicInteger runs = new AtomicInteger();
		CountDownLatch entered = new CountDownLatch(1);
		CountDownLatch gate = new CountDownLatch(1);
		try (QuietPeriod period = new QuietPeriod(Duration.ZERO, Duration.ZERO, () -> {
			entered.countDown();
			awaitUninterruptibly(gate);
			runs.incrementAndGet();
		})) {
			period.changed();
			entered.await();
			period.changed();
			period.changed();
			gate.countDown();
			Awaitility.await().until(() -> runs.get() == 2);
		}
	}

	@Test
	void taskThatHangsIsInterruptedAtTheEnd() throws Exception {
		CountDownLatch entered = new CountDownLatch(1);
		CountDownLatch interrupted = new CountDownLatch(1);
		QuietPeriod period = new QuietPeriod(Duration.ZERO, Duration.ZERO, () -> {
			entered.countDown();
			try {
				new CountDownLatch(1).await();
			}
			catch (InterruptedException ex) {
				interrupted.countDown();
			}
		});
		period.changed();
		entered.await();
		period.close();
		interrupted.await();
		period.changed();
	}

	private static void awaitUninterruptibly(CountDownLatch gate) {
		try {
			gate.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
