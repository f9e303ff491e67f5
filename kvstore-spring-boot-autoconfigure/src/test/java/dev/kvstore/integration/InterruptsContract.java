package dev.kvstore.integration;

import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Threads that are interrupted while they wait for a lock or hold it.
 */
@SuppressWarnings("LockNotBeforeTry")
abstract class InterruptsContract extends LockRegistryCases {

	InterruptsContract(LockRegistryContract contract) {
		super(contract);
	}

	@Test
	void lockIsNotInterruptible() throws Exception {
		this.rival.obtain("a").lock();
		OtherThread<Boolean> waiter = OtherThread.start(() -> {
			Thread.currentThread().interrupt();
			this.lock.lock();
			boolean interrupted = Thread.interrupted() && this.registry.handle("a").orElseThrow().isHeld();
			this.lock.unlock();
			return interrupted;
		});
		await().until(waiter::isWaiting);
		waiter.interrupt();
		await().until(waiter::isWaiting);
		this.rival.obtain("a").unlock();
		assertThat(waiter.answer()).isTrue();
		assertFree();
	}

	@Test
	void aWaitForAnotherRegistryIsInterruptible() throws Exception {
		this.rival.obtain("a").lock();
		assertInterruptible();
		this.rival.obtain("a").unlock();
		assertFree();
	}

	@Test
	void aWaitForAnotherThreadIsInterruptible() throws Exception {
		this.lock.lock();
		assertInterruptible();
		this.lock.unlock();
		assertFree();
	}

	private void assertInterruptible() throws Exception {
		OtherThread<Boolean> locking = OtherThread.start(() -> {
			this.lock.lockInterruptibly();
			return true;
		});
		OtherThread<Boolean> trying = OtherThread.start(() -> this.lock.tryLock(1, TimeUnit.MINUTES));
		await().until(() -> locking.isWaiting() && trying.isWaiting());
		trying.interrupt();
		assertThatExceptionOfType(InterruptedException.class).isThrownBy(trying::answer);
		locking.interrupt();
		assertThatExceptionOfType(InterruptedException.class).isThrownBy(locking::answer);
	}

	@Test
	void anInterruptedThreadDoesNotBeginToWait() throws Exception {
		assertThatExceptionOfType(InterruptedException.class).isThrownBy(() -> OtherThread.run(() -> {
			Thread.currentThread().interrupt();
			this.lock.lockInterruptibly();
			return null;
		}));
		assertFree();
	}

	@Test
	void anInterruptedThreadUnlocks() throws Exception {
		assertThat(OtherThread.run(() -> {
			this.lock.lock();
			Thread.currentThread().interrupt();
			this.lock.unlock();
			return Thread.interrupted();
		})).isTrue();
		assertThat(this.rival.obtain("a").tryLock(30, TimeUnit.SECONDS)).isTrue();
		this.rival.obtain("a").unlock();
	}

}
