package dev.kvstore.leader;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import dev.kvstore.api.Store;
import dev.kvstore.connection.StoreFactories;
import dev.kvstore.connection.StoreSettings;
import dev.kvstore.server.ServerNode;
import dev.kvstore.server.TcpProxy;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What leader election must do on every backend with a server, while that fails too.
 */
abstract class ServerLeaderElectionContract extends LeaderElectionContract {

	private static final Duration LONGEST_LEASE = Duration.ofSeconds(11);

	private final String backend;

	private final ServerNode server;

	ServerLeaderElectionContract(String backend, ServerNode server) {
		this.backend = backend;
		this.server = server;
	}

	@Override
	Store open() {
		return open(this.server.endpoint());
	}

	private Store open(String endpoint) {
		return StoreFactories.create(this.backend,
				StoreSettings.defaults().withEndpoints(endpoint).withRequestTimeout(Duration.ofSeconds(2)));
	}

	/**
	 * Destroys on the server, with a client of its own, what makes the leader hold its
	 * lock.
	 * @throws Exception if it went wrong
	 */
	abstract void destroyLeases() throws Exception;

	@Test
	void leaderWhoseLeaseIsDestroyedIsRevokedAndStandsAgain() throws Exception {
		Instance alone = candidate();
		awaitLeader();
		Leader before = leader(alone);
		awaitAnnounced(before);
		destroyLeases();
		await().until(() -> alone.epoch(this.role) > before.epoch());
		await().until(() -> alone.events().size() == 3);
		awaitAnnounced(leader(alone));
	}

	@Test
	void leadershipGoesAndComesBackWithTheServer() {
		Instance alone = candidate();
		awaitLeader();
		long epoch = alone.epoch(this.role);
		this.server.kill();
		try {
			await().atMost(LONGEST_LEASE).until(() -> !alone.leads(this.role));
			await().until(() -> alone.events().size() == 2);
		}
		finally {
			this.server.start();
		}
		await().until(() -> alone.epoch(this.role) > epoch);
	}

	@Test
	void leaderThatIsCutOffIsDeposedBeforeTheNextLeads() {
		try (TcpProxy wire = TcpProxy.to(this.server.endpoint())) {
			Instance cutOff = start(open(wire.endpoint()), TTL);
			cutOff.elector().join(this.role);
			awaitLeader();
			Instance next = candidate();
			long epoch = cutOff.epoch(this.role);
			wire.cut();
			await().until(() -> {
				boolean nextLeads = next.leads(this.role);
				assertThat(nextLeads && cutOff.leads(this.role)).as("both lead").isFalse();
				return nextLeads;
			});
			await().until(() -> cutOff.events().size() == 2);
			assertThat(next.epoch(this.role)).isGreaterThan(epoch);
			wire.restore();
			next.elector().leave(this.role);
			await().until(() -> cutOff.epoch(this.role) > epoch);
			cutOff.close();
		}
	}

}
