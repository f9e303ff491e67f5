package dev.kvstore.discovery;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.cloud.client.DefaultServiceInstance;

import dev.kvstore.api.KeyValue;
import dev.kvstore.api.Store;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What discovery must do on every backend. A backend's test class extends it.
 */
@ExtendWith(OutputCaptureExtension.class)
abstract class DiscoveryContract {

	static final Duration TTL = Duration.ofSeconds(3);

	final String directory = "discovery/" + UUID.randomUUID();

	final List<DiscoveryNode> nodes = new ArrayList<>();

	abstract Store open();

	/**
	 * Returns when a registration is gone after its store was closed.
	 * @return the bound that the backend has for a key with this TTL
	 */
	abstract Duration longestLife();

	@AfterEach
	void closeNodes() {
		this.nodes.forEach(DiscoveryNode::close);
		try (Store store = open()) {
			store.deleteTree(this.directory);
		}
	}

	final DiscoveryNode node() {
		return node(open());
	}

	final DiscoveryNode node(Store store) {
		DiscoveryNode node = new DiscoveryNode(store, this.directory, TTL);
		this.nodes.add(node);
		return node;
	}

	static ConditionFactory await() {
		return Awaitility.await().pollInterval(Duration.ofMillis(10)).atMost(Duration.ofSeconds(30));
	}

	static void throughout(Duration time, Runnable assertion) {
		Awaitility.await().pollInterval(Duration.ofMillis(20)).during(time).atMost(time.plusSeconds(10)).until(() -> {
			assertion.run();
			return true;
		});
	}

	@Test
	void othersFindWhatAnInstanceTells() {
		DiscoveryNode finder = node();
		node().registry()
			.register(StoreRegistration.of(new DefaultServiceInstance("one", "orders", "host.example", 8443, true,
					Map.of("zone", "a", "note", "\"\\\n\u00fc\u20ac\ud83d\ude00"))));
		await().until(() -> !finder.found("orders").isEmpty());
		assertThat(finder.client().getServices()).containsExactly("orders");
		assertThat(finder.client().getInstances("orders")).singleElement().satisfies((found) -> {
			assertThat(found.getServiceId()).isEqualTo("orders");
			assertThat(found.getInstanceId()).isEqualTo("one");
			assertThat(found.getHost()).isEqualTo("host.example");
			assertThat(found.getPort()).isEqualTo(8443);
			assertThat(found.isSecure()).isTrue();
			assertThat(found.getUri()).isEqualTo(URI.create("https://host.example:8443"));
			assertThat(found.getMetadata()).isEqualTo(Map.of("zone", "a", "note", "\"\\\n\u00fc\u20ac\ud83d\ude00"));
			assertThat(found).asString().doesNotContain("zone");
		});
		assertThat(finder.found("another")).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "a/b%2F c, x:y/z", ".., .", "#?+\u00fc\u20ac, \ud83d\ude00" })
	void namesMayHaveAnyCharacters(String service, String id) {
		DiscoveryNode node = node();
		StoreRegistration registration = node.register(service, id, 80);
		await().until(() -> node.found(service).equals(List.of(id)));
		assertThat(node.client().getServices()).containsExactly(service);
		assertThat(node.store().list(this.directory)).hasSize(1);
		node.registry().deregister(registration);
		assertThat(node.store().list(this.directory)).isEmpty();
	}

	@Test
	void registrationOutlivesItsTtlWhileItsStoreIsOpen() {
		DiscoveryNode node = node();
		node.register("orders", "one", 80);
		KeyValue registered = node.store().list(this.directory).get(0);
		Duration time = longestLife().plusSeconds(1);
		throughout(time, () -> assertThat(node.store().list(this.directory)).containsExactly(registered));
	}

	@Test
	void registrationIsGoneAfterItsStoreWasClosed() {
		DiscoveryNode finder = node();
		DiscoveryNode gone = node();
		gone.register("orders", "one", 80);
		finder.register("orders", "two", 80);
		await().until(() -> finder.found("orders").size() == 2);
		gone.store().close();
		await().atMost(longestLife().multipliedBy(2)).until(() -> finder.found("orders").equals(List.of("two")));
	}

	@Test
	void registrationThatIsDeletedComesBack() {
		DiscoveryNode finder = node();
		DiscoveryNode node = node();
		node.register("orders", "one", 80);
		node.register("orders", "two", 80);
		await().until(() -> finder.found("orders").size() == 2);
		for (int time = 0; time < 3; time++) {
			List<KeyValue> before = finder.store().list(this.directory);
			assertThat(before).hasSize(2);
			finder.store().deleteTree(this.directory);
			await().until(() -> finder.store().list(this.directory).size() == 2 && finder.found("orders").size() == 2);
			assertThat(finder.store().list(this.directory)).doesNotContainAnyElementsOf(before);
		}
	}

	@Test
	void registrationThatIsOverwrittenByHandIsWrittenAgain() {
		DiscoveryNode node = node();
		node.register("orders", "one", 80);
		KeyValue before = node.store().list(this.directory).get(0);
		for (String value : List.of("", "{\"host\":\"elsewhere\",\"port\":1}",
				before.asString().replace("\"UP\"", "\"OUT_OF_SERVICE\""))) {
			assertThat(value).isNotEqualTo(before.asString());
			node.store().put(before.key(), value.getBytes(StandardCharsets.UTF_8));
			await().until(() -> node.store().get(before.key()).orElseThrow().asString().equals(before.asString()));
		}
	}

	@Test
	void instanceOutOfServiceIsFoundByNobodyUntilItIsUpAgain() {
		DiscoveryNode finder = node();
		DiscoveryNode node = node();
		StoreRegistration registration = node.register("orders", "one", 80);
		await().until(() -> finder.found("orders").size() == 1);
		assertThat(node.registry().<String>getStatus(registration)).isEqualTo("UP");
		node.registry().setStatus(registration, "out_of_service");
		assertThat(node.registry().<String>getStatus(registration)).isEqualTo("OUT_OF_SERVICE");
		await().until(() -> finder.found("orders").isEmpty() && finder.client().getServices().isEmpty());
		finder.store().deleteTree(this.directory);
		await().until(() -> finder.store().list(this.directory).size() == 1);
		assertThat(finder.store().list(this.directory).get(0).asString()).contains("OUT_OF_SERVICE");
		node.registry().setStatus(registration, "UP");
		await().until(() -> finder.found("orders").size() == 1);
	}

	@Test
	void deregisteredInstanceIsGoneAndStaysAway() {
		DiscoveryNode node = node();
		StoreRegistration one = node.register("orders", "one", 80);
		node.register("orders", "two", 80);
		node.registry().deregister(one);
		assertThat(node.store().list(this.directory)).extracting(KeyValue::key)
			.containsExactly(this.directory + "/orders/two");
		await().until(() -> node.found("orders").equals(List.of("two")));
		throughout(Duration.ofSeconds(1), () -> assertThat(node.store().list(this.directory)).hasSize(1));
		node.registry().register(one);
		await().until(() -> node.found("orders").equals(List.of("one", "two")));
	}

	@Test
	void closedRegistryTakesAllBackAndLeavesNoThread() {
		DiscoveryNode node = node();
		node.register("orders", "one", 80);
		node.register("bills", "one", 81);
		// those of earlier tests may be about to end
		await().until(() -> registrationThreads() == 1);
		node.registry().close();
		assertThat(node.store().list(this.directory)).isEmpty();
		await().until(() -> registrationThreads() == 0);
	}

	@Test
	void closedRegistryKeepsWhatIsRegisteredAfterwards() {
		DiscoveryNode node = node();
		StoreRegistration registration = node.register("orders", "one", 80);
		node.registry().close();
		node.registry().register(registration);
		KeyValue before = node.store().list(this.directory).get(0);
		node.store().delete(before.key());
		await().until(() -> node.store().exists(before.key()));
	}

	@Test
	void processThatTakesAnIdIsNotFought(CapturedOutput output) {
		DiscoveryNode first = node();
		StoreRegistration old = first.register("orders", "one", 80);
		DiscoveryNode second = node();
		StoreRegistration successor = second.register("orders", "one", 81);
		await().until(() -> output.getAll().contains("Another process has registered as"));
		KeyValue taken = first.store().list(this.directory).get(0);
		throughout(Duration.ofSeconds(2), () -> assertThat(first.store().list(this.directory)).containsExactly(taken));
		second.registry().deregister(successor);
		await().until(() -> first.client().getInstances("orders").stream().anyMatch((found) -> found.getPort() == 80));
		second.registry().register(successor);
		await().until(() -> first.client().getInstances("orders").stream().anyMatch((found) -> found.getPort() == 81));
		first.registry().deregister(old);
		assertThat(first.client().getInstances("orders")).singleElement()
			.satisfies((found) -> assertThat(found.getPort()).isEqualTo(81));
		assertThat(first.store().list(this.directory)).hasSize(1);
	}

	static long registrationThreads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().equals("kvstore-registration"))
			.count();
	}

}
