package dev.kvstore.observation;

import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.kvstore.api.Store;
import dev.kvstore.api.StoreUnavailableException;
import dev.kvstore.connection.StoreFactories;
import dev.kvstore.connection.StoreSettings;
import dev.kvstore.server.ServerNode;
import dev.kvstore.server.TcpProxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

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
