package dev.kvstore.integration;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.integration.support.locks.DistributedLock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Who gets a lock, and who has to wait.
 */
@SuppressWarnings("LockNotBeforeTry")
abstract class ThreadsContract extends LockRegistryCases {

	private static final int THREADS = 4;

	private static final int RUNS = 25;

	private int counter;

	ThreadsContract(LockRegistryContract contract) {
		super(contract);
	}

	@Test
	void aThreadEntersAgainAndFreesTheLockByItsLastUnlock() throws InterruptedException {
		this.lock.lock();
		this.registry.obtain("a").lockInterruptibly();
		assertThat(this.lock.tryLock()).isTrue();
		assertThat(this.lock.tryLock(1, TimeUnit.SECONDS)).isTrue();
		for (int i = 0; i < 4; i++) {
			assertThat(stored().holder()).isPresent();
			assertThat(this.rival.obtain("a").tryLock()).isFalse();
			this.registry.obtain("a").unlock();
		}
		assertFree();
	}

	@Test
	void aLockBelongsToItsThread() throws Exception {
		this.lock.lock();
		assertThat(OtherThread.<Boolean>run(this.lock::tryLock)).isFalse();
		assertThat(OtherThread.run(() -> this.lock.tryLock(100, TimeUnit.MILLISECONDS))).isFalse();
		assertThat(OtherThread.run(() -> this.registry.handle("a"))).isEmpty();
		assertThatExceptionOfType(IllegalMonitorStateException.class).isThrownBy(() -> OtherThread.run(() -> {
			this.lock.unlock();
			return null;
		})).withMessageContaining("'a'");
		assertThat(this.registry.handle("a").orElseThrow().isHeld()).isTrue();
		this.lock.unlock();
		assertThatExceptionOfType(IllegalMonitorStateException.class).isThrownBy(this.lock::unlock);
		assertFree();
	}

	@Test
	void aThreadOfTheSameRegistryWaitsForItsTurn() throws Exception {
		this.lock.lock();
		OtherThread<Boolean> waiter = OtherThread.start(() -> lockAndUnlock(this.lock));
		await().until(waiter::isWaiting);
		this.lock.unlock();
		assertThat(waiter.answer()).isTrue();
		assertFree();
	}

	@Test
	void aThreadOfAnotherRegistryWaitsForItsTurn() throws Exception {
		DistributedLock other = this.rival.obtain("a");
		this.lock.lock();
		assertThat(other.tryLock()).isFalse();
		assertThat(other.tryLock(100, TimeUnit.MILLISECONDS)).isFalse();
		OtherThread<Boolean> waiter = OtherThread.start(() -> lockAndUnlock(other));
		await().until(waiter::isWaiting);
		this.lock.unlock();
		assertThat(waiter.answer()).isTrue();
		assertFree();
	}

	@Test
	void locksOfDifferentKeysAreIndependent() throws Exception {
		this.lock.lock();
		assertThat(OtherThread.run(() -> lockAndUnlock(this.registry.obtain("b")))).isTrue();
		this.lock.unlock();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "/", ".", "..", "/var/out/a.txt", "a/", "A", "%0061", "ü €", "\uD83D\uDE00", "\n" })
	void anyTextIsAKeyOfItsOwn(String key) throws Exception {
		this.lock.lock();
		DistributedLock other = this.registry.obtain(key);
		assertThat(OtherThread.run(() -> lockAndUnlock(other))).isTrue();
		other.lock();
		assertThat(this.rival.obtain(key).tryLock()).isFalse();
		other.unlock();
		this.lock.unlock();
	}

	@Test
	void locksOfTheSameKeyAreEqual() {
		assertThat(this.registry.obtain("a")).isEqualTo(this.lock).hasSameHashCodeAs(this.lock);
		assertThat(this.registry.obtain("b")).isNotEqualTo(this.lock);
		assertThat(this.rival.obtain("a")).isNotEqualTo(this.lock);
	}

	@Test
	void aKeyIsText() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.registry.obtain(1)).withMessageContaining("lockKey");
	}

	@Test
	void aLockMayHaveATtlOfItsOwn() throws InterruptedException {
		this.lock.lock(Duration.ofSeconds(10));
		assertThat(this.lock.tryLock(Duration.ofSeconds(1), Duration.ofSeconds(20))).isTrue();
		this.lock.unlock();
		this.lock.unlock();
		assertThat(this.lock.tryLock(Duration.ofSeconds(5), Duration.ofSeconds(10))).isTrue();
		this.lock.unlock();
		assertThatIllegalArgumentException().isThrownBy(() -> this.lock.lock(Duration.ZERO));
		assertFree();
	}

	@Test
	void theLongestWaitIsAWait() throws InterruptedException {
		assertThat(this.lock.tryLock(Long.MAX_VALUE, TimeUnit.DAYS)).isTrue();
		this.lock.unlock();
		assertThat(this.lock.tryLock(Duration.ofSeconds(Long.MAX_VALUE), Duration.ofSeconds(10))).isTrue();
		this.lock.unlock();
	}

	@Test
	void aTaskRunsUnderALock() throws Exception {
		assertThat(this.registry.<Boolean, RuntimeException>executeLocked("a",
				() -> this.registry.handle("a").orElseThrow().isHeld()))
			.isTrue();
		assertFree();
		this.rival.obtain("a").lock();
		assertThatExceptionOfType(TimeoutException.class)
			.isThrownBy(() -> this.registry.executeLocked("a", Duration.ofMillis(50), () -> {
			}));
		this.rival.obtain("a").unlock();
	}

	@Test
	void eachHolderHasAGreaterFencingToken() {
		long last = 0;
		for (StoreLockRegistry holder : List.of(this.registry, this.rival, this.registry)) {
			holder.obtain("a").lock();
			long token = holder.handle("a").orElseThrow().fencingToken();
			assertThat(token).isGreaterThan(last);
			last = token;
			holder.obtain("a").unlock();
		}
		assertThat(this.registry.handle("a")).isEmpty();
	}

	@Test
	void aCounterThatIsNotAtomicLosesNothing() throws Exception {
		List<OtherThread<Boolean>> threads = new ArrayList<>();
		Stream.of(this.registry, this.rival).forEach((registering) -> {
			for (int i = 0; i < THREADS; i++) {
				threads.add(OtherThread.start(() -> count(registering)));
			}
		});
		for (OtherThread<Boolean> thread : threads) {
			assertThat(thread.answer()).isTrue();
		}
		assertThat(this.counter).isEqualTo(2 * THREADS * RUNS);
		assertFree();
	}

	private boolean count(StoreLockRegistry registering) throws InterruptedException {
		for (int i = 0; i < RUNS; i++) {
			registering.executeLocked("a", () -> {
				int before = this.counter;
				this.store.exists("a");
				this.counter = before + 1;
			});
		}
		return true;
	}

	private static boolean lockAndUnlock(DistributedLock lock) throws InterruptedException {
		boolean locked = lock.tryLock(30, TimeUnit.SECONDS);
		if (locked) {
			lock.unlock();
		}
		return locked;
	}

}
