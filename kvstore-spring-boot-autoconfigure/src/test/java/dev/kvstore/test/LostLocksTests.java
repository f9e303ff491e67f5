package dev.kvstore.test;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.FutureTask;

import org.junit.jupiter.api.Test;

import dev.kvstore.api.LockHandle;
import dev.kvstore.api.LockLostException;
import dev.kvstore.api.PutOptions;
import dev.kvstore.api.Store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link StoreFaults} that take locks and keys away.
 */
class LostLocksTests extends FaultyStores {

	@Test
	void lostLockIsNotHeldAndARivalsNext() throws Exception {
		LockHandle handle = this.store.newLock("a").lock();
		FutureTask<LockHandle> waiter = new FutureTask<>(() -> this.rival.newLock("a").lock());
		new Thread(waiter).start();
		CompletableFuture<Thread> told = new CompletableFuture<>();
		handle.onLost(() -> told.complete(Thread.currentThread()));
		this.faults.loseLock("/a/");
		assertThat(handle.isHeld()).isFalse();
		assertThatExceptionOfType(LockLostException.class).isThrownBy(handle::assertHeld);
		assertThatExceptionOfType(LockLostException.class).isThrownBy(handle::unlock);
		LockHandle next = waiter.get();
		assertThat(next.fencingToken()).isGreaterThan(handle.fencingToken());
		assertThat(told.get()).isNotEqualTo(Thread.currentThread());
		handle.close();
		assertThat(next.isHeld()).isTrue();
	}

	@Test
	void otherLocksStay() throws InterruptedException {
		this.store.newLock("a").lock();
		LockHandle other = this.store.newLock("b").lock();
		this.faults.loseLock("a");
		assertThat(other.isHeld()).isTrue();
	}

	@Test
	void lockThatNobodyHoldsCannotBeLost() throws InterruptedException {
		LockHandle former = this.store.newLock("a").lock();
		this.store.newLock("b").lock();
		this.rival.newLock("c").lock();
		former.unlock();
		assertThatIllegalStateException().isThrownBy(() -> this.faults.loseLock("a"))
			.withMessage("Nobody holds the lock of 'a', which could be lost; held are [b]");
		assertThatIllegalStateException().isThrownBy(() -> this.faults.loseLock("c"));
	}

	@Test
	void lockIsLostWhileTheStoreIsUnavailable() throws InterruptedException {
		LockHandle handle = this.store.newLock("a").lock();
		this.faults.makeUnavailable();
		this.faults.loseLock("a");
		assertThat(handle.isHeld()).isFalse();
		assertThat(this.rival.newLock("a").tryLock()).isPresent();
	}

	@Test
	void expiredSessionLosesAllItsLocks() throws InterruptedException {
		try (Store second = open(MINUTE)) {
			List<LockHandle> handles = List.of(this.store.newLock("a").lock(), this.store.newLock("b").lock(),
					second.newLock("c").tryLock(MINUTE).orElseThrow(), second.newLock("d").tryLock().orElseThrow());
			LockHandle rivals = this.rival.newLock("e").lock();
			List<String> told = new CopyOnWriteArrayList<>();
			handles.forEach((handle) -> handle.onLost(() -> told.add(handle.key())));
			this.faults.expireSessions();
			assertThat(handles).noneMatch(LockHandle::isHeld);
			assertThat(rivals.isHeld()).isTrue();
			await().until(() -> told.size() == 4);
			assertThat(this.store.newLock("a").tryLock()).isPresent();
		}
	}

	@Test
	void expiredSessionLosesTheKeysThatItKeepsAlive() {
		PutOptions kept = PutOptions.ttl(MINUTE).withKeepAlive();
		this.store.put("put", bytes("1"), kept);
		this.store.atomicPut("created", bytes("1"), null, kept);
		this.store.put("overwritten", bytes("1"), kept);
		this.rival.put("overwritten", bytes("2"));
		this.rival.put("foreign", bytes("1"), kept);
		this.store.put("stays", bytes("1"), PutOptions.ttl(MINUTE));
		this.faults.expireSessions();
		assertThat(this.store.list("")).extracting("key").containsExactly("foreign", "overwritten", "stays");
		this.store.put("put", bytes("2"), kept);
		this.faults.expireSessions();
		assertThat(this.store.exists("put")).isFalse();
	}

	@Test
	void closedStoreHasNoSession() throws InterruptedException {
		Store closed = open(MINUTE);
		LockHandle handle = closed.newLock("a").lock();
		List<String> told = new CopyOnWriteArrayList<>();
		handle.onLost(() -> told.add("lost"));
		closed.close();
		this.faults.expireSessions();
		this.faults.recover();
		assertThatIllegalStateException().isThrownBy(() -> this.faults.loseLock("a"));
		assertThat(told).isEmpty();
	}

}
