package dev.kvstore.discovery;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import org.springframework.cloud.client.DefaultServiceInstance;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.client.discovery.event.HeartbeatEvent;

import dev.kvstore.api.Store;

/**
 * What a process has that registers and discovers, on a store of its own.
 */
final class DiscoveryNode implements AutoCloseable {

	private final Store store;

	private final StoreServiceRegistry registry;

	private final DiscoveredServices services;

	private final StoreDiscoveryClient client;

	private final List<HeartbeatEvent> heartbeats = new CopyOnWriteArrayList<>();

	DiscoveryNode(Store store, String directory, Duration ttl) {
		this.store = store;
		this.registry = new StoreServiceRegistry(store, directory, ttl);
		this.services = DiscoveredServices.open(store, directory,
				(event) -> this.heartbeats.add((HeartbeatEvent) event));
		this.client = new StoreDiscoveryClient(this.services, 0);
		this.services.start();
	}

	static StoreRegistration registration(String service, String id, int port) {
		return StoreRegistration
			.of(new DefaultServiceInstance(id, service, "127.0.0.1", port, false, Map.of("zone", "a")));
	}

	StoreRegistration register(String service, String id, int port) {
		StoreRegistration registration = registration(service, id, port);
		this.registry.register(registration);
		return registration;
	}

	Store store() {
		return this.store;
	}

	StoreServiceRegistry registry() {
		return this.registry;
	}

	DiscoveredServices services() {
		return this.services;
	}

	StoreDiscoveryClient client() {
		return this.client;
	}

	List<HeartbeatEvent> heartbeats() {
		return this.heartbeats;
	}

	List<String> found(String service) {
		return this.client.getInstances(service).stream().map(ServiceInstance::getInstanceId).toList();
	}

	/**
	 * Ends without taking anything back.
	 */
	@Override
	public void close() {
		this.services.close();
		this.store.close();
		this.registry.close();
	}

}
