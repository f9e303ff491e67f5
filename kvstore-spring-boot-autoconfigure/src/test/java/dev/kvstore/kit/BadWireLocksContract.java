package dev.kvstore.kit;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

import dev.kvstore.api.LockHandle;
import dev.kvstore.api.LockLostException;
import dev.kvstore.api.LockOptions;
import dev.kvstore.api.PutOptions;
import dev.kvstore.api.Store;
import dev.kvstore.api.StoreLock;
import dev.kvstore.api.StoreUnavailableException;
import dev.kvstore.server.TcpProxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(value = FaultyServerContract.SERVER, mode = ResourceAccessMode.READ)
abstract class BadWireLocksContract extends FaultyServerContract {

	private static final Duration TTL = Duration.ofSeconds(3);

	private static final LockOptions OPTIONS = LockOptions.defaults().withTtl(TTL);

	private static final LockOptions LONG = LockOptions.defaults().withTtl(Duration.ofSeconds(30));

	private static final PutOptions KEEP_ALIVE = PutOptions.ttl(TTL).withKeepAlive();

	BadWireLocksContract(FaultContract faults) {
		super(faults);
	}

	@Test
	void aHolderThatIsCutOffLosesItsLockBeforeARivalGetsIt() throws Exception {
		TcpProxy proxy = proxy();
		Store store = openBehind(proxy);
		LockHandle handle = store.newLock(key("a"), OPTIONS).tryLock().orElseThrow();
		CountDownLatch lost = new CountDownLatch(1);
		handle.onLost(lost::countDown);
		StoreContract.throughout(TTL, handle::isHeld);
		proxy.stall();
		Duration granted = this.faults.grantedTtl(TTL);
		LockHandle rival = this.direct.newLock(key("a"), OPTIONS).tryLock(goneWithin()).orElseThrow();
		assertThat(handle.isHeld()).isFalse();
		assertThat(rival.fencingToken()).isGreaterThan(handle.fencingToken());
		StoreContract.await().atMost(granted.plus(SLACK)).until(() -> lost.getCount() == 0);
		assertThatExceptionOfType(LockLostException.class).isThrownBy(handle::unlock);
		proxy.drop();
		proxy.resume();
		awaitRecovered(store);
		handle.close();
		assertThat(rival.isHeld() && !handle.isHeld()).isTrue();
		assertThat(open(server().endpoint()).newLock(key("a")).tryLock()).isEmpty();
	}

	@Test
	void aHolderLearnsByTheClockThatItsLockIsLost() throws Exception {
		TcpProxy proxy = proxy();
		LockHandle handle = openBehind(proxy).newLock(key("a"), OPTIONS).tryLock().orElseThrow();
		CountDownLatch lost = new CountDownLatch(1);
		handle.onLost(lost::countDown);
		proxy.stall();
		Duration granted = this.faults.grantedTtl(TTL);
		StoreContract.await().atMost(granted.plus(SLACK)).until(() -> !handle.isHeld() && lost.getCount() == 0);
	}

	@Test
	void anAcquireWhoseAnswerIsLostIsWithdrawn() throws Exception {
		TcpProxy proxy = proxy();
		Store store = openBehind(proxy);
		LockHandle held = store.newLock(key("held"), LONG).tryLock().orElseThrow();
		proxy.stallAnswers();
		Attempt<CallOutcome> acquire = CallOutcome.start(store, (asked, key) -> asked.newLock(key, LONG).tryLock(),
				key("a"));
		StoreContract.await().until(() -> this.direct.newLock(key("a")).holder().isPresent());
		acquire.answer().assertUnavailableWithin(REQUEST_TIMEOUT.plus(SLACK));
		proxy.drop();
		proxy.resume();
		awaitRecovered(store);
		assertIsFreeSoon("a");
		// it did not end with its lease
		assertThat(held.isHeld()).isTrue();
		assertWorks(store.newLock(key("a"), LONG));
	}

	@Test
	void anAcquireThatArrivesAfterItsWithdrawalIsTurnedAway() throws Exception {
		TcpProxy proxy = proxy();
		Store store = openBehind(proxy);
		LockOptions options = LockOptions.defaults();
		assertWorks(store.newLock(key("warm"), options));
		proxy.stallPresentRequests();
		CallOutcome.run(store, (asked, key) -> asked.newLock(key, options).tryLock(), key("a"))
			.assertUnavailableWithin(REQUEST_TIMEOUT.plus(SLACK));
		awaitRecovered(store);
		StoreContract.throughout(Duration.ofSeconds(2), () -> isFree("a"));
		proxy.resume();
		StoreContract.throughout(Duration.ofSeconds(2), () -> isFree("a"));
		assertWorks(store.newLock(key("a"), options));
	}

	@Test
	void aWaiterThatWasCutOffLeavesNothingInTheQueue() throws Exception {
		TcpProxy proxy = proxy();
		Store store = openBehind(proxy);
		assertWorks(store.newLock(key("warm"), OPTIONS));
		LockHandle holder = this.direct.newLock(key("a"), OPTIONS).tryLock().orElseThrow();
		Attempt<CallOutcome> waiter = CallOutcome.start(store,
				(asked, key) -> asked.newLock(key, OPTIONS).tryLock(Duration.ofSeconds(2)), key("a"));
		StoreContract.throughout(Duration.ofMillis(500), waiter::isPending);
		proxy.stall();
		waiter.answer().assertEndedWithin(REQUEST_TIMEOUT.multipliedBy(2).plus(SLACK));
		proxy.drop();
		proxy.resume();
		awaitRecovered(store);
		holder.unlock();
		assertIsFreeSoon("a");
	}

	@Test
	void aWaiterOutlivesAShortCut() throws Exception {
		TcpProxy proxy = proxy();
		Store store = openBehind(proxy);
		LockHandle holder = this.direct.newLock(key("a"), OPTIONS).tryLock().orElseThrow();
		Attempt<CallOutcome> waiter = CallOutcome.start(store,
				(asked, key) -> asked.newLock(key, OPTIONS).tryLock(Duration.ofSeconds(20)).orElseThrow().unlock(),
				key("a"));
		StoreContract.throughout(Duration.ofMillis(500), waiter::isPending);
		proxy.drop();
		StoreContract.throughout(Duration.ofSeconds(1), () -> true);
		holder.unlock();
		CallOutcome outcome = waiter.answer().assertEndedWithin(Duration.ofSeconds(12));
		assertThat(outcome.failure().filter((failure) -> !(failure instanceof StoreUnavailableException))).isEmpty();
		awaitRecovered(store);
		assertIsFreeSoon("a");
	}

	@Test
	void locksAndKeptKeysSurviveAShortCut() throws Exception {
		TcpProxy proxy = proxy();
		Store store = openBehind(proxy);
		store.put(key("kept"), new byte[0], KEEP_ALIVE);
		LockHandle handle = store.newLock(key("a"), OPTIONS).tryLock().orElseThrow();
		proxy.cut();
		StoreContract.throughout(Duration.ofMillis(700), handle::isHeld);
		proxy.restore();
		StoreContract.throughout(this.faults.grantedTtl(TTL).multipliedBy(2),
				() -> handle.isHeld() && this.direct.exists(key("kept")));
		handle.unlock();
		assertIsFreeSoon("a");
	}

	@Test
	void whatAStoreThatIsGoneHeldGoesToo() throws Exception {
		TcpProxy proxy = proxy();
		Store store = openBehind(proxy);
		LockHandle handle = store.newLock(key("a"), OPTIONS).tryLock().orElseThrow();
		store.put(key("kept"), new byte[0], KEEP_ALIVE);
		store.put(key("expiring"), new byte[0], PutOptions.ttl(TTL));
		proxy.cut();
		LockHandle rival = this.direct.newLock(key("a"), OPTIONS).tryLock(goneWithin()).orElseThrow();
		assertThat(handle.isHeld()).isFalse();
		assertThat(rival.fencingToken()).isGreaterThan(handle.fencingToken());
		StoreContract.await().atMost(goneWithin()).until(() -> this.direct.list(this.root).isEmpty());
		proxy.restore();
		awaitRecovered(store);
		StoreContract.throughout(Duration.ofSeconds(1), () -> this.direct.list(this.root).isEmpty());
	}

	private Duration goneWithin() {
		return this.faults.grantedTtl(TTL).plus(this.faults.expiryBoundAfterClose()).plus(SLACK);
	}

	private void assertIsFreeSoon(String name) throws InterruptedException {
		Store other = open(server().endpoint());
		other.newLock(key(name)).tryLock(Duration.ofSeconds(5)).orElseThrow().unlock();
		assertThat(this.direct.newLock(key(name)).holder()).isEmpty();
	}

	private boolean isFree(String name) {
		return this.direct.newLock(key(name)).holder().isEmpty();
	}

	private static void assertWorks(StoreLock lock) throws InterruptedException {
		lock.tryLock(Duration.ofSeconds(5)).orElseThrow().unlock();
	}

}
