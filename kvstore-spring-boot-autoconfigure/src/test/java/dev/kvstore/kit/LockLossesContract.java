package dev.kvstore.kit;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import dev.kvstore.api.LockHandle;
import dev.kvstore.api.LockHolder;
import dev.kvstore.api.LockLostException;
import dev.kvstore.api.Store;
import dev.kvstore.api.StoreLock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

abstract class LockLossesContract extends StoreContract {

	LockLossesContract(StoreCompatibilityKit kit) {
		super(kit);
	}

	@Test
	void aLossThatUnlockFindsIsToldAsAnyOther() throws Exception {
		StoreLock rival = open().newLock(key("a"));
		CountDownLatch lost = new CountDownLatch(1);
		LockHandle handle = this.store.newLock(key("a")).lock();
		handle.onLost(lost::countDown);
		assertThat(rival.forceRelease(rival.holder().orElseThrow())).isTrue();
		assertThatExceptionOfType(LockLostException.class).isThrownBy(handle::unlock);
		assertThat(lost.await(10, TimeUnit.SECONDS)).isTrue();
	}

	@Test
	void aHolderNoticesThatItLostTheLock() throws InterruptedException {
		LockHandle handle = this.store.newLock(key("a")).lock();
		handle.assertHeld();
		destroy("a");
		await().until(() -> !handle.isHeld());
		assertThatExceptionOfType(LockLostException.class).isThrownBy(handle::assertHeld)
			.satisfies((ex) -> assertThat(ex.getMessage()).contains(key("a"), ex.backend()));
	}

	@Test
	void onLostRunsOnceOnAThreadOfItsOwn() throws InterruptedException {
		LockHandle handle = this.store.newLock(key("a")).lock();
		List<Thread> first = new CopyOnWriteArrayList<>();
		List<Thread> second = new CopyOnWriteArrayList<>();
		handle.onLost(() -> first.add(Thread.currentThread()));
		handle.onLost(() -> second.add(Thread.currentThread()));
		assertThat(first).isEmpty();
		destroy("a");
		await().until(() -> !first.isEmpty() && !second.isEmpty() && !handle.isHeld());
		handle.close();
		throughout(Duration.ofMillis(300), () -> first.size() == 1 && second.size() == 1);
		assertThat(first).doesNotContain(Thread.currentThread());
	}

	@Test
	void onLostMayBlockThrowAndUseTheStore() throws InterruptedException {
		LockHandle handle = this.store.newLock(key("a")).lock();
		AtomicInteger runs = new AtomicInteger();
		try (Gate gate = new Gate()) {
			handle.onLost(gate::pass);
			handle.onLost(() -> {
				throw new IllegalStateException("thrown by a test");
			});
			handle.onLost(() -> {
				put("b", "1");
				this.store.newLock(key("a")).tryLock().orElseThrow().unlock();
				runs.incrementAndGet();
			});
			destroy("a");
			await().untilAtomic(runs, (count) -> assertThat(count).isEqualTo(1));
			assertThat(this.store.exists(key("b"))).isTrue();
		}
	}

	@Test
	void onLostMayCloseTheStore() throws InterruptedException {
		Store closing = open();
		LockHandle handle = closing.newLock(key("a")).lock();
		AtomicBoolean closed = new AtomicBoolean();
		handle.onLost(() -> {
			closing.close();
			closed.set(true);
		});
		destroy("a");
		await().untilTrue(closed);
		assertThat(handle.isHeld()).isFalse();
	}

	@Test
	void onLostRunsAtOnceIfTheLockIsLostAlready() throws InterruptedException {
		LockHandle handle = this.store.newLock(key("a")).lock();
		destroy("a");
		await().until(() -> !handle.isHeld());
		List<Thread> late = new CopyOnWriteArrayList<>();
		handle.onLost(() -> late.add(Thread.currentThread()));
		await().until(() -> late.size() == 1);
		assertThat(late).doesNotContain(Thread.currentThread());
	}

	@Test
	void onLostIsNotForUnlockOrClose() throws InterruptedException {
		AtomicInteger runs = new AtomicInteger();
		StoreLock lock = this.store.newLock(key("a"));
		LockHandle unlocked = lock.lock();
		unlocked.onLost(runs::incrementAndGet);
		unlocked.unlock();
		unlocked.onLost(runs::incrementAndGet);
		LockHandle closed = lock.lock();
		closed.onLost(runs::incrementAndGet);
		closed.close();
		lock.lock().close();
		throughout(Duration.ofMillis(300), () -> runs.get() == 0);
	}

	@Test
	void unlockAfterALossThrowsAndCloseIsQuiet() throws InterruptedException {
		LockHandle handle = this.store.newLock(key("a")).lock();
		destroy("a");
		assertThatExceptionOfType(LockLostException.class).isThrownBy(handle::unlock);
		handle.close();
		handle.close();
		assertThat(handle.isHeld()).isFalse();
	}

	@Test
	void neitherUnlockNorCloseFreesTheRivalsLock() throws InterruptedException {
		LockHandle lost = this.store.newLock(key("a")).lock();
		LockHandle closed = this.store.newLock(key("b")).lock();
		destroy("a");
		destroy("b");
		LockHandle rival = open().newLock(key("a")).tryLock().orElseThrow();
		LockHandle rivalOfClosed = open().newLock(key("b")).tryLock().orElseThrow();
		assertThatExceptionOfType(LockLostException.class).isThrownBy(lost::unlock);
		closed.close();
		assertThat(rival.isHeld() && rivalOfClosed.isHeld()).isTrue();
		assertThat(open().newLock(key("a")).tryLock()).isEmpty();
		assertThat(open().newLock(key("b")).tryLock()).isEmpty();
		assertThat(rival.fencingToken()).isGreaterThan(lost.fencingToken());
	}

	@Test
	void theNextWaiterGetsALockThatWasTakenAway() throws InterruptedException {
		StoreLock lock = this.store.newLock(key("a"));
		LockHandle handle = lock.lock();
		Attempt<LockHandle> waiter = Attempt.start(open().newLock(key("a"))::lock);
		throughout(Duration.ofMillis(300), waiter::isPending);
		destroy("a");
		LockHandle next = waiter.answer();
		assertThat(next.isHeld()).isTrue();
		assertThat(next.fencingToken()).isGreaterThan(handle.fencingToken());
		await().until(() -> !handle.isHeld());
		assertThat(lock.holder()).map(LockHolder::fencingToken).contains(next.fencingToken());
	}

	@Test
	void forceReleaseOfAFormerHolderFreesNobodysLock() throws InterruptedException {
		StoreLock lock = this.store.newLock(key("a"));
		StoreLock operator = open().newLock(key("a"));
		LockHandle former = lock.lock();
		LockHolder holder = operator.holder().orElseThrow();
		former.unlock();
		assertThat(operator.forceRelease(holder)).isFalse();
		LockHandle next = lock.lock();
		assertThat(operator.forceRelease(holder)).isFalse();
		assertThat(next.isHeld()).isTrue();
		assertThat(operator.tryLock()).isEmpty();
		assertThat(operator.holder()).map(LockHolder::fencingToken).contains(next.fencingToken());
	}

	@Test
	void onlyTheTokenOfAHolderCounts() throws InterruptedException {
		StoreLock operator = open().newLock(key("a"));
		LockHandle handle = this.store.newLock(key("a")).lock();
		assertThat(operator.forceRelease(new LockHolder("anybody", handle.fencingToken() + 1))).isFalse();
		assertThat(handle.isHeld()).isTrue();
		assertThat(operator.forceRelease(new LockHolder("anybody", handle.fencingToken()))).isTrue();
		assertThat(operator.forceRelease(new LockHolder("anybody", handle.fencingToken()))).isFalse();
		assertThat(operator.holder()).isEmpty();
		await().until(() -> !handle.isHeld());
	}

	private void destroy(String name) {
		StoreLock operator = open().newLock(key(name));
		assertThat(operator.forceRelease(operator.holder().orElseThrow())).isTrue();
	}

}
