package dev.kvstore.observation;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.kvstore.api.Store;
import dev.kvstore.api.StoreActivity.OpenWatch;
import dev.kvstore.api.StoreUnavailableException;
import dev.kvstore.connection.StoreFactories;
import dev.kvstore.connection.StoreSettings;
import dev.kvstore.server.ServerNode;
import dev.kvstore.server.TcpProxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * What is told of operations on a backend with a server, while that is silent too.
 */
abstract class ServerObservationContract extends ObservationContract {

	private final String backend;

	private final ServerNode server;

	ServerObservationContract(String backend, ServerNode server) {
		super(backend);
		this.backend = backend;
		this.server = server;
	}

	@Override
	final Store open() {
		return StoreFactories.create(this.backend, this.server.endpoint());
	}

	final Store openImpatiently(String endpoint) {
		return StoreFactories.create(this.backend,
				StoreSettings.defaults().withEndpoints(endpoint).withRequestTimeout(Duration.ofSeconds(2)));
	}

	@Test
	void aWatchThatLostItsServerIsInterruptedAndLagsBehind() throws Exception {
		try (TcpProxy wire = TcpProxy.to(this.server.endpoint());
				Store store = this.observed.store(openImpatiently(wire.endpoint()))) {
			store.watchTree(this.directory, (event) -> {
			});
			await().until(() -> this.observed.gauge("kvstore.watches", "state", "synced") == 1);
			Instant synced = only().since();
			wire.cut();
			await().until(() -> this.observed.counter("kvstore.watch.interruptions") > 0);
			assertThat(this.observed.gauge("kvstore.watches", "state", "unsynced")).isOne();
			await().until(() -> this.observed.gauge("kvstore.watch.lag") > 0.5);
			OpenWatch interrupted = only();
			assertThat(interrupted.synced()).isFalse();
			assertThat(interrupted.since()).isAfter(synced);
			wire.restore();
			await().atMost(Duration.ofSeconds(30))
				.until(() -> this.observed.gauge("kvstore.watches", "state", "synced") == 1);
			assertThat(only().since()).isAfter(interrupted.since());
		}
	}

	private OpenWatch only() {
		return this.observed.tracker().watches().get(0);
	}

	@Test
	void whatASilentServerDoesNotAnswerIsUnavailableOrUnknown() throws Exception {
		try (TcpProxy wire = TcpProxy.to(this.server.endpoint());
				Store store = this.observed.store(openImpatiently(wire.endpoint()))) {
			store.put(key("a"), new byte[0]);
			wire.stall();
			assertThatExceptionOfType(StoreUnavailableException.class)
				.isThrownBy(() -> store.put(key("a"), new byte[0]));
			assertThatExceptionOfType(StoreUnavailableException.class).isThrownBy(() -> store.get(key("a")));
			assertThat(this.observed.operations()).containsExactlyInAnyOrderEntriesOf(
					Map.of("put success", 1L, "put outcome-unknown", 1L, "get unavailable", 1L));
		}
	}

}
