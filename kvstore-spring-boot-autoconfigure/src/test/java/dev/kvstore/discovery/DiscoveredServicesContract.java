package dev.kvstore.discovery;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.cloud.client.ServiceInstance;

import dev.kvstore.api.Store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * What clients of discovery see on every backend.
 */
abstract class DiscoveredServicesContract extends DiscoveryContract {

	private static final String SECRET = "do-not-log-this";

	@Test
	void whatIsNoInstanceIsLeftOutWithAWarningThatNamesItsKey(CapturedOutput output) {
		DiscoveryNode node = node();
		put(node, "orders/json", "{\"host\":\"h\",\"port\":80,\"metadata\":{\"a\":\"" + SECRET);
		put(node, "orders/port", "{\"host\":\"h\",\"port\":\"" + SECRET + "\"}");
		put(node, "orders/host", "{\"host\":\"" + SECRET + " x\",\"port\":80}");
		put(node, "orders/a/b", "{\"host\":\"" + SECRET + "\",\"port\":80}");
		put(node, "orders", SECRET);
		put(node, "orders/%zz", "{\"host\":\"h\",\"port\":80}");
		put(node, "orders/foreign", "{ \"x\": [1, {\"y\": null}], \"port\": 80, \"host\": \"h\" }");
		await().until(() -> node.found("orders").equals(List.of("foreign")));
		for (String key : List.of("orders/json", "orders/port", "orders/host", "orders/a/b", "orders", "orders/%zz")) {
			await().untilAsserted(() -> assertThat(output.getAll())
				.containsOnlyOnce("'" + this.directory + "/" + key + "' is no instance"));
		}
		assertThat(output.getAll()).doesNotContain(SECRET);
		put(node, "orders/json", "{\"host\":\"h\",\"port\":80}");
		await().until(() -> node.found("orders").equals(List.of("foreign", "json")));
		put(node, "orders/json", "{");
		await().until(() -> node.found("orders").equals(List.of("foreign")));
	}

	private void put(DiscoveryNode node, String key, String value) {
		node.store().put(this.directory + "/" + key, value.getBytes(StandardCharsets.UTF_8));
	}

	@Test
	void eachChangeIsToldByAHeartbeat() {
		DiscoveryNode node = node();
		await().until(() -> node.heartbeats().size() == 1);
		StoreRegistration registration = node.register("orders", "one", 80);
		await().until(() -> node.heartbeats().size() == 2);
		node.registry().setStatus(registration, "OUT_OF_SERVICE");
		await().until(() -> node.heartbeats().size() == 3);
		node.registry().deregister(registration);
		node.register("bills", "one", 80);
		await().until(() -> node.heartbeats().size() == 4);
		assertThat(node.heartbeats()).extracting((heartbeat) -> heartbeat.getValue()).doesNotHaveDuplicates();
		throughout(Duration.ofMillis(300), () -> assertThat(node.heartbeats()).hasSize(4));
		node.services().stop();
		node.register("bills", "two", 80);
		await().until(() -> node.found("bills").size() == 2);
		assertThat(node.heartbeats()).hasSize(4);
		node.services().start();
		await().until(() -> node.heartbeats().size() == 5);
	}

	@Test
	void readsGoToTheStoreUntilTheServicesAreKnown() {
		DiscoveryNode registered = node();
		registered.register("orders", "one", 80);
		registered.register("bills", "two", 80);
		registered.register("bills", "five", 80);
		put(registered, "bills/three", "{");
		put(registered, "parcels/four", "{\"host\":\"h\",\"port\":80,\"status\":\"OUT_OF_SERVICE\"}");
		HeldWatches held = new HeldWatches();
		try (DiscoveryNode node = new DiscoveryNode(held.decorate(open()), this.directory, TTL)) {
			assertThat(node.services().isLoaded()).isFalse();
			var health = new StoreDiscoveryHealthIndicator(node.services());
			assertThat(health.health().getStatus()).isEqualTo(Status.UNKNOWN);
			assertThat(node.found("orders")).containsExactly("one");
			assertThat(node.found("bills")).containsExactly("five", "two");
			assertThat(node.client().getServices()).containsExactly("bills", "orders");
			held.release();
			await().until(() -> node.services().isLoaded());
			assertThat(health.health().getStatus()).isEqualTo(Status.UP);
			assertThat(node.found("bills")).containsExactly("five", "two");
			assertThat(node.client().getServices()).containsExactly("bills", "orders");
		}
	}

	@Test
	void reactiveSubscriberGetsTheServicesOnceTheyAreKnown() {
		node().register("orders", "one", 80);
		HeldWatches held = new HeldWatches();
		try (DiscoveryNode node = new DiscoveryNode(held.decorate(open()), this.directory, TTL)) {
			var client = new StoreReactiveDiscoveryClient(node.services(), Duration.ofSeconds(30), 0);
			var waiting = client.getInstances("orders").map(ServiceInstance::getInstanceId).collectList().toFuture();
			var thread = client.getServices().map((service) -> Thread.currentThread().getName()).next().toFuture();
			assertThat(waiting).isNotDone();
			held.release();
			await().until(() -> waiting.isDone() && thread.isDone());
			assertThat(waiting.join()).containsExactly("one");
			assertThat(thread.join()).as("no subscriber holds up the watch").startsWith("parallel");
			var services = client.getServices().collectList().toFuture();
			assertThat(services).as("answered from memory").isDone();
			assertThat(services.join()).containsExactly("orders");
		}
	}

	@Test
	void reactiveSubscriberIsToldIfTheServicesStayUnknown() {
		HeldWatches held = new HeldWatches();
		Store store = held.decorate(open());
		try (DiscoveryNode node = new DiscoveryNode(store, this.directory, TTL)) {
			var client = new StoreReactiveDiscoveryClient(node.services(), Duration.ofMillis(50), 0);
			var probe = client.reactiveProbe().toFuture();
			await().until(probe::isDone);
			assertThatThrownBy(probe::join).hasMessageContaining("not known yet");
			assertThat(node.services().isLoaded()).isFalse();
			held.release();
			await().until(() -> node.services().isLoaded());
		}
	}

	@Test
	void reactiveSubscriberIsToldIfDiscoveryEnds() {
		HeldWatches held = new HeldWatches();
		try (DiscoveryNode node = new DiscoveryNode(held.decorate(open()), this.directory, TTL)) {
			var client = new StoreReactiveDiscoveryClient(node.services(), Duration.ofHours(1), 0);
			var waiting = client.getServices().collectList().toFuture();
			node.services().close();
			await().until(waiting::isDone);
			assertThatThrownBy(waiting::join).hasMessageContaining("has ended");
			held.release();
		}
	}

	@Test
	void servicesStayAsTheyWereOnceDiscoveryHasEnded() {
		DiscoveryNode other = node();
		DiscoveryNode node = node();
		other.register("orders", "one", 80);
		await().until(() -> node.found("orders").size() == 1);
		node.services().close();
		other.register("orders", "two", 80);
		await().until(() -> other.found("orders").size() == 2);
		throughout(Duration.ofMillis(300), () -> assertThat(node.found("orders")).containsExactly("one"));
		assertThat(node.services().isCurrent()).isFalse();
	}

}
