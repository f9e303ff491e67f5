package dev.kvstore.kit;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

import dev.kvstore.api.LockHandle;
import dev.kvstore.api.Store;
import dev.kvstore.api.StoreClosedException;
import dev.kvstore.api.StoreLock;

import static org.assertj.core.api.Assertions.assertThat;

@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(value = StoreContract.THREADS, mode = ResourceAccessMode.READ)
abstract class LockWaitsContract extends StoreContract {

	private static final Duration LONG = Duration.ofSeconds(30);

	private static final Duration QUEUED = Duration.ofMillis(300);

	LockWaitsContract(StoreCompatibilityKit kit) {
		super(kit);
	}

	@Test
	void lockWaitsUntilTheHolderUnlocks() throws InterruptedException {
		LockHandle handle = this.store.newLock(key("a")).lock();
		Attempt<LockHandle> waiter = startWaiting(open().newLock(key("a"))::lock);
		handle.unlock();
		assertThat(waiter.answer().isHeld()).isTrue();
	}

	@Test
	void tryLockWaitsUntilTheHolderUnlocks() throws InterruptedException {
		LockHandle handle = this.store.newLock(key("a")).lock();
		StoreLock other = open().newLock(key("a"));
		Attempt<Optional<LockHandle>> waiter = startWaiting(() -> other.tryLock(LONG));
		handle.unlock();
		assertThat(waiter.answer()).get().matches(LockHandle::isHeld);
	}

	@Test
	void waitersGetItInTheOrderInWhichTheyAsked() throws InterruptedException {
		List<Store> stores = open(3);
		// has its lease then, so that to queue is one round trip
		for (Store store : stores) {
			store.newLock(key("b")).lock().unlock();
		}
		List<Integer> order = Collections.synchronizedList(new ArrayList<>());
		List<Attempt<Void>> waiters = new ArrayList<>();
		try (LockHandle handle = this.store.newLock(key("a")).lock()) {
			for (int i = 0; i < 6; i++) {
				int number = i;
				waiters.add(startWaiting(() -> {
					try (LockHandle own = stores.get(number % 3).newLock(key("a")).lock()) {
						order.add(own.isHeld() ? number : -1);
					}
					return null;
				}));
			}
			assertThat(handle.isHeld()).isTrue();
		}
		waiters.forEach(Attempt::answer);
		assertThat(order).containsExactly(0, 1, 2, 3, 4, 5);
	}

	@Test
	void aWaitThatTimesOutIsEmptyAndLeavesNothing() throws InterruptedException {
		StoreLock lock = this.store.newLock(key("a"));
		StoreLock other = open().newLock(key("a"));
		LockHandle handle = lock.lock();
		long start = System.nanoTime();
		assertThat(other.tryLock(Duration.ofMillis(500))).isEmpty();
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(Duration.ofMillis(500),
				Duration.ofSeconds(10));
		assertThat(handle.isHeld()).isTrue();
		handle.unlock();
		assertFree("a");
	}

	@Test
	void aWaitMayBeOfAnyLength() throws InterruptedException {
		StoreLock lock = this.store.newLock(key("a"));
		Optional<LockHandle> handle = lock.tryLock(ChronoUnit.FOREVER.getDuration());
		assertThat(handle).isPresent();
		assertThat(lock.tryLock(Duration.ZERO)).isEmpty();
		Attempt<Optional<LockHandle>> waiter = startWaiting(() -> lock.tryLock(ChronoUnit.FOREVER.getDuration()));
		handle.get().unlock();
		assertThat(waiter.answer()).isPresent().get().satisfies(LockHandle::unlock);
		assertThat(lock.tryLock(Duration.ZERO)).isPresent();
	}

	@Test
	void anInterruptedWaitThrowsAndLeavesNothing() throws InterruptedException {
		StoreLock other = open().newLock(key("a"));
		LockHandle handle = this.store.newLock(key("a")).lock();
		Attempt<LockHandle> lock = startWaiting(other::lock);
		Attempt<Optional<LockHandle>> tryLock = startWaiting(() -> other.tryLock(LONG));
		lock.interrupt();
		tryLock.interrupt();
		assertThat(lock.failure()).isInstanceOf(InterruptedException.class);
		assertThat(tryLock.failure()).isInstanceOf(InterruptedException.class);
		assertThat(handle.isHeld()).isTrue();
		handle.unlock();
		assertFree("a");
	}

	@Test
	void anInterruptIsToldAtAnyMomentOfTheFirstLock() throws InterruptedException {
		for (int round = 0; round < 15; round++) {
			closeAll();
			StoreLock lock = open().newLock(key("a"));
			Attempt<LockHandle> attempt = Attempt.start(lock::lock);
			LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(150L * round));
			attempt.interrupt();
			attempt.answerUnlessInterrupted().ifPresent(LockHandle::unlock);
			assertFree("a");
		}
	}

	@Test
	void theNextWaiterIsNotHeldUpByThoseThatGaveUp() throws InterruptedException {
		StoreLock lock = this.store.newLock(key("a"));
		StoreLock other = open().newLock(key("a"));
		LockHandle handle = lock.lock();
		Attempt<LockHandle> interrupted = startWaiting(other::lock);
		Attempt<Optional<LockHandle>> timedOut = startWaiting(() -> lock.tryLock(Duration.ofMillis(500)));
		Attempt<LockHandle> patient = startWaiting(other::lock);
		interrupted.interrupt();
		assertThat(interrupted.failure()).isInstanceOf(InterruptedException.class);
		assertThat(timedOut.answer()).isEmpty();
		assertThat(patient.isPending()).isTrue();
		handle.unlock();
		assertThat(patient.answer().isHeld()).isTrue();
	}

	@Test
	void aWaiterOfAStoreThatClosesIsToldAndLeavesNothing() throws InterruptedException {
		Store closing = open();
		LockHandle handle = this.store.newLock(key("a")).lock();
		Attempt<LockHandle> lock = startWaiting(closing.newLock(key("a"))::lock);
		Attempt<Optional<LockHandle>> tryLock = startWaiting(() -> closing.newLock(key("a")).tryLock(LONG));
		closing.close();
		assertThat(lock.failure()).isInstanceOf(StoreClosedException.class);
		assertThat(tryLock.failure()).isInstanceOf(StoreClosedException.class);
		handle.unlock();
		assertFree("a");
	}

	@Test
	void noLockIsLeftByThoseWhoAskWhileTheirStoreCloses() throws Exception {
		for (int round = 0; round < 20; round++) {
			Store closing = open();
			StoreLock lock = closing.newLock(key("a"));
			Rivals.race(4, (number) -> {
				if (number == 0) {
					closing.close();
					return false;
				}
				return isTold(lock);
			});
		}
		assertFree("a");
	}

	@Test
	void waitersGetItWhenTheHoldersStoreCloses() throws InterruptedException {
		Store closing = open();
		LockHandle handle = closing.newLock(key("a")).lock();
		Attempt<LockHandle> waiter = startWaiting(this.store.newLock(key("a"))::lock);
		closing.close();
		assertThat(waiter.answer().fencingToken()).isGreaterThan(handle.fencingToken());
	}

	@Test
	void tryLockNeverJumpsTheQueue() throws InterruptedException {
		StoreLock lock = this.store.newLock(key("a"));
		LockHandle handle = lock.lock();
		Attempt<LockHandle> waiter = startWaiting(open().newLock(key("a"))::lock);
		assertThat(lock.tryLock()).isEmpty();
		handle.unlock();
		LockHandle next = waiter.answer();
		assertThat(lock.tryLock()).isEmpty();
		assertThat(lock.holder()).get().matches((holder) -> holder.fencingToken() == next.fencingToken());
	}

	@Test
	void interruptsAmongManyWaitersBlockNobody() throws Exception {
		List<Store> stores = open(3);
		Rivals.race(9, (number) -> {
			for (int turn = 0; turn < 6; turn++) {
				Attempt<LockHandle> attempt = Attempt.start(stores.get(number % 3).newLock(key("a"))::lock);
				if (number % 2 == 0) {
					LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(1000L * turn + 100L * number));
					attempt.interrupt();
				}
				attempt.answerUnlessInterrupted().ifPresent(LockHandle::unlock);
			}
			return null;
		});
		assertFree("a");
	}

	private static boolean isTold(StoreLock lock) throws InterruptedException {
		try {
			lock.lock().onLost(() -> {
			});
			return false;
		}
		catch (StoreClosedException ex) {
			return true;
		}
	}

	private void assertFree(String name) throws InterruptedException {
		Optional<LockHandle> handle = open().newLock(key(name)).tryLock(Duration.ofSeconds(10));
		assertThat(handle).isPresent();
		handle.get().unlock();
	}

	private static <T> Attempt<T> startWaiting(Callable<T> wait) {
		Attempt<T> waiter = Attempt.start(wait);
		throughout(QUEUED, waiter::isPending);
		return waiter;
	}

}
