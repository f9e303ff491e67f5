package dev.kvstore.integration;

import java.util.ConcurrentModificationException;

import org.junit.jupiter.api.Test;
import org.springframework.integration.support.locks.DistributedLock;

import dev.kvstore.api.LockHandle;
import dev.kvstore.api.LockLostException;
import dev.kvstore.api.StoreClosedException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Locks that are lost while a thread is inside.
 */
@SuppressWarnings("LockNotBeforeTry")
abstract class LossesContract extends LockRegistryCases {

	LossesContract(LockRegistryContract contract) {
		super(contract);
	}

	@Test
	void unlockTellsOfALossAndLeavesTheRivalsLockAlone() throws Exception {
		this.lock.lock();
		LockHandle handle = destroy();
		DistributedLock other = this.rival.obtain("a");
		assertThat(other.tryLock()).isTrue();
		assertThatExceptionOfType(ConcurrentModificationException.class).isThrownBy(this.lock::unlock)
			.withMessageContaining(handle.key())
			.withCauseInstanceOf(LockLostException.class);
		assertThat(this.rival.handle("a").orElseThrow().isHeld()).isTrue();
		assertThat(this.lock.tryLock()).isFalse();
		other.unlock();
		assertThat(this.lock.tryLock()).isTrue();
		assertThat(OtherThread.<Boolean>run(this.lock::tryLock)).isFalse();
		this.lock.unlock();
		assertFree();
	}

	@Test
	void enteringAgainTellsOfALoss() throws InterruptedException {
		this.lock.lock();
		destroy();
		assertThatExceptionOfType(ConcurrentModificationException.class).isThrownBy(this.lock::lock);
		assertThatExceptionOfType(ConcurrentModificationException.class).isThrownBy(this.lock::lockInterruptibly);
		assertThatExceptionOfType(ConcurrentModificationException.class).isThrownBy(this.lock::tryLock);
		assertThatExceptionOfType(ConcurrentModificationException.class).isThrownBy(this.lock::unlock);
		assertThatExceptionOfType(IllegalMonitorStateException.class).isThrownBy(this.lock::unlock);
		this.lock.lock();
		this.lock.unlock();
		assertFree();
	}

	@Test
	void theLastUnlockTellsOfALoss() {
		this.lock.lock();
		this.lock.lock();
		destroy();
		this.lock.unlock();
		assertThatExceptionOfType(ConcurrentModificationException.class).isThrownBy(this.lock::unlock);
		assertFree();
	}

	@Test
	void aWaitThatFailsLeavesNothing() {
		this.store.close();
		assertThatExceptionOfType(StoreClosedException.class).isThrownBy(this.lock::lock);
		assertThatExceptionOfType(StoreClosedException.class).isThrownBy(this.lock::tryLock);
		assertThat(this.registry.size()).isZero();
	}

	@Test
	void aStoreThatClosesFreesItsLocks() {
		this.lock.lock();
		this.store.close();
		assertThat(this.registry.handle("a").orElseThrow().isHeld()).isFalse();
		this.lock.unlock();
		DistributedLock other = this.rival.obtain("a");
		other.lock();
		other.unlock();
	}

}
