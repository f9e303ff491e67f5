package dev.kvstore.kit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

import dev.kvstore.api.KeyValue;
import dev.kvstore.api.LockHandle;
import dev.kvstore.api.LockHolder;
import dev.kvstore.api.LockLostException;
import dev.kvstore.api.LockOptions;
import dev.kvstore.api.Store;
import dev.kvstore.api.StoreLock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(value = StoreContract.THREADS, mode = ResourceAccessMode.READ)
abstract class LocksContract extends StoreContract {

	LocksContract(StoreCompatibilityKit kit) {
		super(kit);
	}

	@Test
	void oneHolderAtATime() throws InterruptedException {
		StoreLock lock = this.store.newLock(key("a"));
		StoreLock rival = open().newLock(key("a"));
		LockHandle handle = lock.lock();
		assertThat(handle.isHeld()).isTrue();
		handle.assertHeld();
		assertThat(rival.tryLock()).isEmpty();
		handle.unlock();
		assertThat(handle.isHeld()).isFalse();
		LockHandle next = rival.tryLock().orElseThrow();
		assertThat(next.isHeld()).isTrue();
		assertThat(lock.tryLock()).isEmpty();
		next.close();
		assertThat(lock.tryLock(Duration.ofSeconds(10))).isPresent();
	}

	@Test
	void rivalsNeverHoldItTogether() throws Exception {
		List<Store> stores = open(3);
		put("counter", "0");
		AtomicInteger inside = new AtomicInteger();
		Rivals.race(12, (number) -> {
			Store own = stores.get(number % 3);
			for (int i = 0; i < 5; i++) {
				try (LockHandle handle = own.newLock(key("counter")).lock()) {
					assertThat(inside.incrementAndGet()).isEqualTo(1);
					int count = Integer.parseInt(own.get(key("counter")).orElseThrow().asString());
					LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
					own.put(key("counter"), bytes("" + (count + 1)));
					handle.assertHeld();
					inside.decrementAndGet();
				}
			}
			return null;
		});
		assertThat(this.store.get(key("counter"))).map(KeyValue::asString).contains("60");
	}

	@Test
	void aLockIsNotReentrant() throws InterruptedException {
		StoreLock lock = this.store.newLock(key("a"));
		try (LockHandle handle = lock.lock()) {
			assertThat(lock.tryLock()).isEmpty();
			assertThat(this.store.newLock(key("a")).tryLock()).isEmpty();
			assertThat(lock.tryLock(Duration.ofMillis(200))).isEmpty();
			assertThat(handle.isHeld()).isTrue();
		}
	}

	@Test
	void ownershipIsTheHandlesAndNotTheThreads() throws InterruptedException {
		StoreLock lock = this.store.newLock(key("a"));
		LockHandle handle = Attempt.start(lock::lock).answer();
		assertThat(handle.isHeld()).isTrue();
		assertThat(Attempt.start(lock::tryLock).answer()).isEmpty();
		handle.unlock();
		LockHandle next = lock.lock();
		Attempt.start(() -> {
			next.unlock();
			return null;
		}).answer();
		assertThat(lock.tryLock()).isPresent();
	}

	@Test
	void locksOfDifferentKeysAreIndependent() throws InterruptedException {
		List<LockHandle> handles = new ArrayList<>();
		for (String name : List.of("a", "a/b", "a/b/c", "aa", "a0", "A", "a b", "a%2Fb")) {
			handles.add(open().newLock(key(name)).lock());
		}
		assertThat(handles).allMatch(LockHandle::isHeld);
		handles.get(0).unlock();
		assertThat(handles.subList(1, handles.size())).allMatch(LockHandle::isHeld);
		assertThat(this.store.newLock(key("a/b")).tryLock()).isEmpty();
		assertThat(this.store.newLock(key("a")).tryLock()).isPresent();
	}

	@Test
	void lockingTouchesNeitherTheValueNorTheChildren() throws InterruptedException {
		List<KeyValue> before = List.of(put("a", "1"), put("a/b", "2"));
		RecordingListener listener = new RecordingListener();
		this.store.watchTree(this.root, listener);
		await().until(listener::isSynced);
		try (LockHandle handle = this.store.newLock(key("a")).lock()) {
			assertThat(handle.isHeld()).isTrue();
			assertThat(this.store.list(this.root)).isEqualTo(before);
			assertThat(this.store.exists(key("c"))).isFalse();
		}
		assertThat(this.store.list(this.root)).isEqualTo(before);
		KeyValue last = put("z", "1");
		await().until(() -> listener.view().contains(last));
		assertThat(listener.events()).hasSize(4);
	}

	@Test
	void writingAndDeletingTheKeyDoesNotFreeTheLock() throws InterruptedException {
		put("a", "1");
		put("a/b", "1");
		try (LockHandle handle = this.store.newLock(key("a")).lock()) {
			put("a", "2");
			this.store.delete(key("a"));
			this.store.deleteTree(key("a"));
			this.store.deleteTree(this.root);
			assertThat(handle.isHeld()).isTrue();
			assertThat(open().newLock(key("a")).tryLock()).isEmpty();
		}
	}

	@Test
	void theHolderIsToldToEverybody() throws InterruptedException {
		StoreLock lock = this.store.newLock(key("a"), LockOptions.defaults().withValue("node 7 \u00e4"));
		StoreLock other = open().newLock(key("a"));
		assertThat(other.holder()).isEmpty();
		try (LockHandle handle = lock.lock()) {
			LockHolder holder = new LockHolder("node 7 \u00e4", handle.fencingToken());
			assertThat(lock.holder()).contains(holder);
			assertThat(other.holder()).contains(holder);
		}
		assertThat(other.holder()).isEmpty();
	}

	@Test
	void fencingTokensIncreaseFromHolderToHolder() throws InterruptedException {
		List<Store> stores = open(3);
		List<Long> tokens = new ArrayList<>();
		for (int i = 0; i < 12; i++) {
			try (LockHandle handle = stores.get(i % 3).newLock(key("a")).lock()) {
				tokens.add(handle.fencingToken());
			}
		}
		assertThat(tokens).isSorted().doesNotHaveDuplicates();
	}

	@Test
	void fencingTokensIncreaseAcrossReopening() throws InterruptedException {
		List<Long> tokens = new ArrayList<>();
		for (int life = 0; life < 3; life++) {
			try (LockHandle handle = this.store.newLock(key("a")).lock()) {
				tokens.add(handle.fencingToken());
			}
			closeAll();
			this.store = open();
		}
		assertThat(tokens).isSorted().doesNotHaveDuplicates();
	}

	@Test
	void fencingTokensIncreaseInTheOrderInWhichRivalsHeldIt() throws Exception {
		List<Store> stores = open(3);
		List<Long> tokens = new ArrayList<>();
		Rivals.race(9, (number) -> {
			for (int i = 0; i < 4; i++) {
				try (LockHandle handle = stores.get(number % 3).newLock(key("a")).lock()) {
					tokens.add(handle.fencingToken());
				}
			}
			return null;
		});
		assertThat(tokens).hasSize(36).isSorted().doesNotHaveDuplicates();
	}

	@Test
	void aLockIsHeldBeyondItsTtlWhileTheStoreLives() throws InterruptedException {
		LockOptions options = LockOptions.defaults().withTtl(Duration.ofSeconds(3));
		StoreLock rival = open().newLock(key("a"), options);
		try (LockHandle handle = this.store.newLock(key("a"), options).lock()) {
			throughout(Duration.ofSeconds(7), () -> handle.isHeld() && rival.tryLock().isEmpty());
			assertThat(rival.holder()).map(LockHolder::fencingToken).contains(handle.fencingToken());
		}
		assertThat(rival.tryLock()).isPresent();
	}

	@Test
	void unlockingTwiceDoesNothing() throws InterruptedException {
		StoreLock lock = this.store.newLock(key("a"));
		LockHandle released = lock.lock();
		released.unlock();
		assertThatExceptionOfType(LockLostException.class).isThrownBy(released::assertHeld);
		LockHandle next = lock.lock();
		released.unlock();
		released.close();
		released.close();
		assertThat(released.isHeld()).isFalse();
		assertThat(next.isHeld()).isTrue();
		assertThat(open().newLock(key("a")).tryLock()).isEmpty();
	}

	@Test
	void closingTheStoreReleasesItsLocks() throws InterruptedException {
		Store closing = open();
		LockHandle handle = closing.newLock(key("a")).lock();
		LockHandle other = this.store.newLock(key("b")).lock();
		closing.close();
		assertThat(handle.isHeld()).isFalse();
		assertThat(this.store.newLock(key("a")).tryLock(Duration.ofSeconds(10))).isPresent();
		assertThat(other.isHeld()).isTrue();
		handle.close();
	}

}
