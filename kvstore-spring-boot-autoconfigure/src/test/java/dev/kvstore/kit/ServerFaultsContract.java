package dev.kvstore.kit;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

import dev.kvstore.api.KeyValue;
import dev.kvstore.api.LockHandle;
import dev.kvstore.api.LockOptions;
import dev.kvstore.api.PutOptions;
import dev.kvstore.api.Store;
import dev.kvstore.server.TcpProxy;

import static org.assertj.core.api.Assertions.assertThat;

@ResourceLock(FaultyServerContract.SERVER)
abstract class ServerFaultsContract extends FaultyServerContract {

	private static final Duration LONG = Duration.ofSeconds(30);

	ServerFaultsContract(FaultContract faults) {
		super(faults);
	}

	@AfterEach
	void repairServer() {
		server().resume();
		server().start();
	}

	@Test
	void everythingSurvivesARestart() {
		assertSurvives(() -> server().stop());
	}

	@Test
	void locksSurviveTheDeletionOfTheRoot() throws Exception {
		this.direct.put(key("a"), new byte[0]);
		LockHandle handle = this.direct.newLock(key("a")).lock();
		assertThat(this.direct.deleteTree("")).isPositive();
		assertThat(this.direct.list("")).isEmpty();
		assertThat(open(server().endpoint()).newLock(key("a")).tryLock()).isEmpty();
		handle.unlock();
	}

	@Test
	void everythingSurvivesAKill() {
		assertSurvives(() -> server().kill());
	}

	private void assertSurvives(Runnable ending) {
		TcpProxy proxy = proxy();
		Store away = openBehind(proxy);
		ObservedTree.prepare(this.direct, this.root);
		this.direct.put(key("kept"), new byte[0], PutOptions.ttl(LONG).withKeepAlive());
		ObservedTree observedAway = ObservedTree.of(away, this.root);
		ObservedTree observed = ObservedTree.of(this.direct, this.root);
		LockHandle handle = this.direct.newLock(key("a"), LockOptions.defaults().withTtl(LONG)).tryLock().orElseThrow();
		proxy.cut();
		ObservedTree.change(this.direct, this.root);
		List<KeyValue> acknowledged = this.direct.list(this.root);
		ending.run();
		CallOutcome.run(this.direct, KeyOperation.GET, key("kept"))
			.assertUnavailableWithin(REQUEST_TIMEOUT.plus(SLACK));
		CallOutcome.run(this.direct, KeyOperation.PUT, key("kept"))
			.assertUnavailableWithin(REQUEST_TIMEOUT.plus(SLACK));
		server().start();
		awaitRecovery().ignoreExceptions().until(() -> this.direct.list(this.root).equals(acknowledged));
		assertThat(handle.isHeld()).isTrue();
		proxy.restore();
		observed.assertCatchesUp(this.direct, true);
		observedAway.assertCatchesUp(this.direct, true);
		handle.unlock();
		awaitRecovered(away);
		awaitRecovered(this.direct);
	}

	@Test
	void everythingSurvivesAPause() {
		ObservedTree.prepare(this.direct, this.root);
		ObservedTree observed = ObservedTree.of(this.direct, this.root);
		LockHandle handle = this.direct.newLock(key("a"), LockOptions.defaults().withTtl(LONG)).tryLock().orElseThrow();
		server().pause();
		List<CallOutcome> outcomes = List
			.of(CallOutcome.start(this.direct, KeyOperation.GET, key("kept")),
					CallOutcome.start(this.direct, KeyOperation.PUT, this.root + "-unsure/a"),
					CallOutcome.start(this.direct, KeyOperation.TRY_LOCK, key("b")))
			.stream()
			.map(Attempt::answer)
			.toList();
		outcomes.forEach((outcome) -> outcome.assertUnavailableWithin(REQUEST_TIMEOUT.plus(SLACK)));
		assertThat(outcomes.get(1).outcomeUnknown()).isTrue();
		StoreContract.throughout(Duration.ofSeconds(6), () -> true);
		server().resume();
		awaitRecovered(this.direct);
		assertThat(handle.isHeld()).isTrue();
		ObservedTree.change(this.direct, this.root);
		observed.assertCatchesUp(this.direct, false);
		// what the interrupted attempt may have left is withdrawn in the background
		awaitRecovery().until(() -> this.direct.newLock(key("b")).tryLock().isPresent());
		handle.unlock();
	}

	@Test
	void aStoreFindsAServerThatComesLater() {
		server().kill();
		Store late = open(server().endpoint());
		server().start();
		awaitRecovered(late);
	}

}
