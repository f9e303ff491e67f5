package dev.kvstore.kit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.kvstore.api.Store;
import dev.kvstore.server.ServerCluster;
import dev.kvstore.server.ServerNode;
import dev.kvstore.server.TcpProxy;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What every backend must do on three nodes while one or two of them fail under load. A
 * backend's test class extends it; no case may be skipped or weakened.
 */
public abstract class ClusterContract {

	/**
	 * Request timeout of every store that is opened.
	 */
	protected static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(3);

	private static final Duration PAUSE = Duration.ofSeconds(15);

	private final String root = "cluster-" + UUID.randomUUID();

	private final List<Store> opened = new ArrayList<>();

	/**
	 * Returns the cluster, which the test class starts and ends.
	 * @return the same one for each test
	 */
	protected abstract ServerCluster<?> cluster();

	/**
	 * Opens a further store with {@link #REQUEST_TIMEOUT}, independent of those opened
	 * before.
	 * @param endpoints {@code host:port} of each node
	 * @return a store that the contract closes
	 */
	protected abstract Store open(List<String> endpoints);

	@BeforeEach
	void awaitHealthyCluster() {
		cluster().awaitHealthy();
	}

	@AfterEach
	void repairClusterAndCloseStores() {
		cluster().resume();
		cluster().start();
		this.opened.parallelStream().forEach(Store::close);
	}

	@Test
	void nothingIsLostOrStaleWhileTheLeaderIsKilledAndRestarted() throws Exception {
		try (ClusterLoad load = startLoad()) {
			ServerNode leader = leader();
			leader.kill();
			cluster().leader();
			load.assertEachStoreGoesOn();
			leader.start();
			assertRecovers(load);
		}
	}

	@Test
	void nothingIsLostOrStaleWhileTheLeaderIsPaused() throws Exception {
		try (ClusterLoad load = startLoad()) {
			ServerNode leader = leader();
			long paused = System.nanoTime();
			leader.pause();
			cluster().leader();
			load.assertEachStoreGoesOn();
			StoreContract.throughout(PAUSE.minusNanos(System.nanoTime() - paused), () -> true);
			leader.resume();
			assertRecovers(load);
		}
	}

	@Test
	void nothingIsLostOrStaleWhileAFollowerIsRestarted() throws Exception {
		try (ClusterLoad load = startLoad()) {
			ServerNode follower = cluster().nodes().get((cluster().leader() + 1) % 3);
			follower.restart();
			assertRecovers(load);
		}
	}

	@Test
	void callsAreUnavailableWhileThereIsNoQuorum() throws Exception {
		ObservedTree.prepare(openStore(), this.root);
		ObservedTree observed = ObservedTree.of(this.opened.get(0), this.root);
		List<? extends ServerNode> nodes = cluster().nodes();
		nodes.get(0).kill();
		nodes.get(1).kill();
		Duration bound = REQUEST_TIMEOUT.plus(FaultyServerContract.SLACK);
		CallOutcome.run(this.opened.get(0), KeyOperation.PUT, this.root + "/changed").assertUnavailableWithin(bound);
		List<Attempt<CallOutcome>> attempts = StoreOperation.withServer()
			.map((operation) -> CallOutcome.start(this.opened.get(0), operation, this.root + "-other/" + operation))
			.toList();
		attempts.forEach((attempt) -> attempt.answer().assertUnavailableWithin(bound));
		cluster().start();
		FaultyServerContract.awaitRecovery().ignoreExceptions().until(() -> {
			ObservedTree.change(this.opened.get(0), this.root);
			return true;
		});
		observed.assertCatchesUp(openStore(), false);
	}

	@Test
	void aDeadEndpointIsPassedOver() {
		cluster().nodes().get(0).kill();
		cluster().leader();
		Store store = openStore();
		FaultyServerContract.awaitRecovery()
			.ignoreExceptions()
			.until(() -> store.put(this.root + "/a", new byte[0]) != null);
		cluster().nodes().get(0).start();
		cluster().awaitHealthy();
		assertThat(store.exists(this.root + "/a")).isTrue();
	}

	@Test
	void aSilentEndpointIsLeftForTheNextByTheCallThatMissesItsDeadline() {
		List<TcpProxy> wires = TcpProxy.toEach(cluster().endpoints());
		try {
			Store store = openStore(wires.stream().map(TcpProxy::endpoint).toList());
			store.put(this.root + "/a", new byte[0]);
			for (TcpProxy wire : wires) {
				wire.stall();
				List<CallOutcome> failed = Stream
					.generate(() -> CallOutcome.run(store, KeyOperation.GET, this.root + "/a"))
					.limit(4)
					.filter((outcome) -> outcome.failure().isPresent())
					.toList();
				assertThat(failed).hasSizeLessThanOrEqualTo(1)
					.allSatisfy((outcome) -> outcome
						.assertUnavailableWithin(REQUEST_TIMEOUT.plus(FaultyServerContract.SLACK)));
				wire.drop();
				wire.resume();
			}
		}
		finally {
			wires.forEach(TcpProxy::close);
		}
	}

	private ServerNode leader() {
		return cluster().nodes().get(cluster().leader());
	}

	private Store openStore() {
		return openStore(cluster().endpoints());
	}

	private Store openStore(List<String> endpoints) {
		Store store = open(endpoints);
		this.opened.add(store);
		return store;
	}

	private ClusterLoad startLoad() {
		ClusterLoad load = ClusterLoad.start(List.of(openStore(), openStore(), openStore()), this.root);
		load.assertEachStoreGoesOn();
		return load;
	}

	private void assertRecovers(ClusterLoad load) throws Exception {
		cluster().awaitHealthy();
		load.assertEachStoreGoesOn();
		load.stop();
		load.assertConsistent(openStore());
	}

}
