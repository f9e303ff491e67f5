package dev.kvstore.backend;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.kvstore.api.LockHandle;
import dev.kvstore.api.LockLostException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link LockLease}.
 */
class LockLeaseTests {

	private final CallbackThreads threads = new CallbackThreads("test");

	private final Clock wall = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);

	private final List<LockHandle> ended = new ArrayList<>();

	private final BlockingQueue<Thread> losses = new LinkedBlockingQueue<>();

	private final LockRecord record = new LockRecord() {

		@Override
		public boolean release(LockLease lease) {
			lost(lease);
			return LockLeaseTests.this.present;
		}

		@Override
		public void lost(LockLease lease) {
			LockLeaseTests.this.ended.add(lease);
		}

	};

	private boolean present = true;

	private long nanos;

	private final LockLease lease = new LockLease("test", "a", 7,
			new LeaseClock(Duration.ofSeconds(1), () -> this.nanos, this.wall), this.threads, this.record);

	@AfterEach
	void close() {
		this.threads.close();
	}

	@Test
	void clockAloneEndsTheLeaseAndTellsOnAThreadOfItsOwn() throws InterruptedException {
		this.lease.onLost(() -> this.losses.add(Thread.currentThread()));
		assertThat(this.lease.isHeld()).isTrue();
		this.nanos = Duration.ofSeconds(1).toNanos();
		assertThat(this.lease.isHeld()).isFalse();
		assertThat(this.losses.poll(10, TimeUnit.SECONDS)).isNotNull().isNotSameAs(Thread.currentThread());
		assertThat(this.ended).containsExactly(this.lease);
		assertThatExceptionOfType(LockLostException.class).isThrownBy(this.lease::assertHeld);
	}

	@Test
	void unlockAfterTheClockRanOutIsALoss() {
		this.nanos = Duration.ofSeconds(1).toNanos();
		assertThatExceptionOfType(LockLostException.class).isThrownBy(this.lease::unlock)
			.withMessageContaining("'a'")
			.satisfies((ex) -> assertThat(ex.operation()).isEqualTo("unlock"));
		this.lease.close();
		assertThat(this.ended).containsExactly(this.lease);
	}

	@Test
	void actionRegisteredAfterTheClockRanOutRunsAtOnce() throws InterruptedException {
		this.nanos = Duration.ofSeconds(1).toNanos();
		this.lease.onLost(() -> this.losses.add(Thread.currentThread()));
		assertThat(this.losses.poll(10, TimeUnit.SECONDS)).isNotNull();
	}

	@Test
	void lossAfterReleaseIsNone() {
		this.lease.onLost(() -> this.losses.add(Thread.currentThread()));
		this.lease.unlock();
		this.nanos = Duration.ofSeconds(1).toNanos();
		assertThat(this.lease.lost()).isFalse();
		this.lease.unlock();
		this.lease.close();
		assertThat(this.ended).containsExactly(this.lease);
		assertThat(this.losses).isEmpty();
	}

	@Test
	void failingActionDoesNotKeepTheOthersFromRunning() throws InterruptedException {
		this.lease.onLost(() -> {
			throw new IllegalStateException("expected by the test");
		});
		this.lease.onLost(() -> this.losses.add(Thread.currentThread()));
		assertThat(this.lease.lost()).isTrue();
		assertThat(this.lease.lost()).isFalse();
		assertThat(this.losses.poll(10, TimeUnit.SECONDS)).isNotNull();
	}

	@Test
	void unlockOfARecordThatIsGoneIsALoss() throws InterruptedException {
		this.present = false;
		this.lease.onLost(() -> this.losses.add(Thread.currentThread()));
		assertThatExceptionOfType(LockLostException.class).isThrownBy(this.lease::unlock);
		assertThat(this.losses.poll(10, TimeUnit.SECONDS)).isNotNull();
		this.lease.close();
		assertThat(this.ended).hasSize(1);
	}

	@Test
	void closingStoreEndsTheLeaseWithoutALoss() {
		this.lease.onLost(() -> this.losses.add(Thread.currentThread()));
		this.lease.closed();
		this.lease.unlock();
		assertThat(this.lease.isHeld()).isFalse();
		assertThat(this.ended).isEmpty();
		assertThat(this.losses).isEmpty();
	}

}
