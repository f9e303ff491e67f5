package dev.kvstore.server;

import java.util.function.Supplier;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What each server must let a test do.
 *
 * @param <N> the kind of server
 */
abstract class ServerContract<N extends ServerNode> {

	private final Supplier<N> single;

	private final Supplier<ServerCluster<N>> three;

	private N server;

	ServerContract(Supplier<N> single, Supplier<? extends ServerCluster<N>> three) {
		this.single = single;
		this.three = three::get;
		this.server = single.get();
	}

	abstract boolean write(N node, String value);

	abstract String read(N node);

	@BeforeEach
	void start() {
		this.server.start();
	}

	@AfterEach
	void close() {
		this.server.close();
	}

	@Test
	void killedServerFindsItsDataAgain() {
		assertThat(write(this.server, "before")).isTrue();
		this.server.kill();
		assertThat(read(this.server)).isEmpty();
		this.server.start();
		assertThat(read(this.server)).isEqualTo("before");
		this.server.restart();
		assertThat(read(this.server)).isEqualTo("before");
	}

	@Test
	void pausedServerDoesNotAnswerUntilItIsResumed() {
		this.server.pause();
		assertThat(write(this.server, "while paused")).isFalse();
		assertThat(this.server.isRunning()).isTrue();
		this.server.resume();
		await().until(() -> write(this.server, "afterwards"));
	}

	@Test
	void pausedServerCanBeStoppedAndClosed() {
		this.server.pause();
		this.server.stop();
		assertThat(this.server.isRunning()).isFalse();
		this.server.start();
		this.server.pause();
		this.server.close();
		assertThat(this.server.isRunning()).isFalse();
	}

	@Test
	void clusterElectsAnotherLeaderWhenItsOwnIsKilled() {
		try (ServerCluster<N> cluster = this.three.get()) {
			cluster.start();
			int first = cluster.leader();
			N follower = cluster.nodes().get((first + 1) % 3);
			assertThat(write(follower, "before")).isTrue();
			cluster.nodes().get(first).kill();
			assertThat(cluster.leader()).isNotEqualTo(first);
			await().until(() -> write(follower, "without the first"));
			cluster.nodes().get(first).start();
			cluster.awaitHealthy();
			await().untilAsserted(() -> assertThat(read(cluster.nodes().get(first))).isEqualTo("without the first"));
		}
	}

	@Test
	void clusterWithoutQuorumDoesNotServe() {
		try (ServerCluster<N> cluster = this.three.get()) {
			cluster.start();
			cluster.nodes().get(0).kill();
			cluster.nodes().get(1).kill();
			await().until(() -> !write(cluster.nodes().get(2), "alone"));
			cluster.start();
			await().until(() -> write(cluster.nodes().get(2), "together"));
		}
	}

	@Test
	void serversOfOneKindDoNotDisturbEachOther() {
		try (N other = this.single.get()) {
			other.start();
			assertThat(write(other, "other")).isTrue();
			assertThat(write(this.server, "own")).isTrue();
			assertThat(read(other)).isEqualTo("other");
		}
	}

}
