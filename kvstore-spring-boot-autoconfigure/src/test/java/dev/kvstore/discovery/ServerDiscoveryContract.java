package dev.kvstore.discovery;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.springframework.cloud.client.ServiceInstance;

import dev.kvstore.api.Store;
import dev.kvstore.connection.StoreFactories;
import dev.kvstore.connection.StoreSettings;
import dev.kvstore.server.ServerNode;
import dev.kvstore.server.TcpProxy;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What discovery must do on every backend with a server, while that cannot be reached
 * too.
 */
abstract class ServerDiscoveryContract extends DiscoveredServicesContract {

	private static final Duration LONGEST_CLOSE = Duration.ofSeconds(5);

	private final String backend;

	private final ServerNode server;

	ServerDiscoveryContract(String backend, ServerNode server) {
		this.backend = backend;
		this.server = server;
	}

	@Override
	Store open() {
		return open(this.server.endpoint());
	}

	private Store open(String endpoint) {
		return open(endpoint, Duration.ofSeconds(2));
	}

	private Store open(String endpoint, Duration requestTimeout) {
		return StoreFactories.create(this.backend,
				StoreSettings.defaults().withEndpoints(endpoint).withRequestTimeout(requestTimeout));
	}

	@Test
	void whatWasKnownLastStaysWhileTheServerIsAwayAndBlocksNobody() {
		DiscoveryNode node = node();
		node.register("orders", "one", 80);
		var reactive = new StoreReactiveDiscoveryClient(node.services(), Duration.ofSeconds(2), 0);
		var health = new StoreDiscoveryHealthIndicator(node.services());
		await().until(() -> node.found("orders").size() == 1 && node.services().isCurrent());
		this.server.pause();
		try {
			await().until(() -> !node.services().isCurrent());
			assertThat(node.found("orders")).containsExactly("one");
			assertThat(node.client().getServices()).containsExactly("orders");
			assertThat(reactive.getInstances("orders").map(ServiceInstance::getInstanceId).collectList().toFuture())
				.isCompletedWithValue(List.of("one"));
			assertThat(health.health().getDetails()).containsEntry("current", false)
				.containsEntry("services", List.of("orders"));
		}
		finally {
			this.server.resume();
		}
		await().until(() -> node.services().isCurrent());
		node.register("orders", "two", 80);
		await().until(() -> node.found("orders").contains("two"));
	}

	@Test
	void registrationIsTriedAgainUntilTheServerIsThere() {
		DiscoveryNode finder = node();
		try (TcpProxy wire = TcpProxy.to(this.server.endpoint()); DiscoveryNode node = node(open(wire.endpoint()))) {
			wire.cut();
			node.register("orders", "one", 80);
			assertThat(finder.store().list(this.directory)).isEmpty();
			wire.restore();
			await().until(() -> finder.found("orders").equals(List.of("one")));
		}
	}

	@Test
	void registrationThatExpiredInAnOutageComesBack() {
		DiscoveryNode finder = node();
		try (TcpProxy wire = TcpProxy.to(this.server.endpoint()); DiscoveryNode node = node(open(wire.endpoint()))) {
			node.register("orders", "one", 80);
			await().until(() -> finder.found("orders").equals(List.of("one")));
			wire.cut();
			await().atMost(longestLife().multipliedBy(2)).until(() -> finder.found("orders").isEmpty());
			wire.restore();
			await().until(() -> finder.found("orders").equals(List.of("one")));
		}
	}

	@Test
	void registrationsAreTakenBackInTimeWhileTheServerIsSilentAndAreGoneWithTheTtl() {
		DiscoveryNode finder = node();
		DiscoveryNode node = node(open(this.server.endpoint(), LONGEST_CLOSE.multipliedBy(4)));
		node.register("orders", "one", 80);
		await().until(() -> finder.found("orders").equals(List.of("one")));
		this.server.pause();
		try {
			long begin = System.nanoTime();
			node.registry().close();
			assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(LONGEST_CLOSE.multipliedBy(2));
		}
		finally {
			this.server.resume();
		}
		node.store().close();
		await().atMost(longestLife().multipliedBy(2)).until(() -> finder.found("orders").isEmpty());
	}

}
