package dev.kvstore.kit;

import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import dev.kvstore.api.Store;
import dev.kvstore.api.Watch;
import dev.kvstore.server.TcpProxy;

import static org.assertj.core.api.Assertions.assertThat;

@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(value = FaultyServerContract.SERVER, mode = ResourceAccessMode.READ)
abstract class BadWireWatchesContract extends FaultyServerContract {

	BadWireWatchesContract(FaultContract faults) {
		super(faults);
	}

	@ParameterizedTest
	@EnumSource
	void watchesDeliverWhatTheyMissed(WireFault fault) {
		TcpProxy proxy = proxy();
		Store store = openBehind(proxy);
		ObservedTree.prepare(this.direct, this.root);
		ObservedTree observed = ObservedTree.of(store, this.root);
		fault.begin(proxy);
		ObservedTree.change(this.direct, this.root);
		pass(fault.duration());
		fault.end(proxy);
		observed.assertCatchesUp(this.direct, fault.interrupts());
		awaitRecovered(store);
	}

	@Test
	void watchesSurviveManyDrops() {
		TcpProxy proxy = proxy();
		ObservedTree.prepare(this.direct, this.root);
		ObservedTree observed = ObservedTree.of(openBehind(proxy), this.root);
		for (int round = 0; round < 10; round++) {
			this.direct.put(key("changed"), StoreContract.bytes("round " + round));
			proxy.drop();
			pass(Duration.ofMillis(100));
		}
		ObservedTree.change(this.direct, this.root);
		observed.assertCatchesUp(this.direct, false);
	}

	@Test
	void aWatchIsAsOldAsItSays() {
		TcpProxy proxy = proxy();
		Watch watch = ObservedTree.of(openBehind(proxy), this.root).treeWatch();
		proxy.stall();
		Instant stalled = Instant.now();
		pass(Duration.ofSeconds(5));
		assertThat(watch.lastContact()).isBefore(stalled.plusMillis(500));
		assertThat(watch.isActive()).isTrue();
		proxy.resume();
		awaitRecovery().until(() -> watch.isSynced() && watch.lastContact().isAfter(stalled.plusSeconds(5)));
	}

	@Test
	void aWatchBegunWhileTheWireIsCutStartsWhenItIsBack() {
		TcpProxy proxy = proxy();
		Store store = openBehind(proxy);
		proxy.cut();
		RecordingListener listener = new RecordingListener();
		Watch watch = store.watchTree(this.root, listener);
		this.direct.put(key("a"), StoreContract.bytes("1"));
		pass(Duration.ofSeconds(1));
		assertThat(watch.isSynced()).isFalse();
		proxy.restore();
		awaitRecovery().until(() -> watch.isSynced() && listener.view().equals(this.direct.list(this.root)));
	}

	private static void pass(Duration duration) {
		StoreContract.throughout(duration, () -> true);
	}

}
