package dev.kvstore.event;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.kvstore.api.Store;
import dev.kvstore.api.WatchEvent;
import dev.kvstore.connection.StoreFactories;
import dev.kvstore.connection.StoreSettings;
import dev.kvstore.server.ServerNode;
import dev.kvstore.server.TcpProxy;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What changes do on every backend with a server, while that cannot be reached too.
 */
abstract class ServerEventContract extends EventContract {

	private final String backend;

	private final ServerNode server;

	ServerEventContract(String backend, ServerNode server) {
		this.backend = backend;
		this.server = server;
	}

	@Override
	protected Store openStore() {
		return open(this.server.endpoint());
	}

	private Store open(String endpoint) {
		return StoreFactories.create(this.backend,
				StoreSettings.defaults().withEndpoints(endpoint).withRequestTimeout(Duration.ofSeconds(2)));
	}

	@Test
	void whatWasMissedIsToldAfterTheInterruption() {
		try (TcpProxy wire = TcpProxy.to(this.server.endpoint()); Store cutOff = open(wire.endpoint())) {
			Store store = open();
			put(store, "kept", "1");
			put(store, "changed", "1");
			put(store, "deleted", "1");
			assertToldAfter(store, cutOff, wire);
		}
	}

	private void assertToldAfter(Store store, Store cutOff, TcpProxy wire) {
		try (var events = start(cutOff, PublishedEvents.class, "kvstore.watch.directories=" + this.directory);
				var listening = start(cutOff, Following.class)) {
			List<String> published = events(events);
			Following following = listening.getBean(Following.class);
			Application.await().until(() -> published.contains("synced") && following.view().size() == 3);
			wire.cut();
			Application.await().until(() -> published.contains("interrupted"));
			put(store, "changed", "2");
			put(store, "new", "1");
			store.delete(this.directory + "/deleted");
			wire.restore();
			Application.await().until(() -> published.lastIndexOf("synced") > 0);
			assertThat(published.get(published.size() - 1)).isEqualTo("synced");
			assertThat(published.stream().filter((event) -> !event.equals("interrupted") && !event.equals("synced")))
				.containsExactlyInAnyOrder("changed=2", "new=1", "deleted deleted");
			Application.await().untilAsserted(() -> assertThat(following.view()).isEqualTo(store.list(this.directory)));
			assertThat(following.violations()).isEmpty();
		}
	}

	static class Following extends ListenedView {

		@StoreListener("${events.directory}/{name}")
		void changed(WatchEvent change) {
			record(change, () -> {
			});
		}

	}

}
