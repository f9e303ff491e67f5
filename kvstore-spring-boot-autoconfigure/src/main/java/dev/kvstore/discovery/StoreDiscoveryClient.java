package dev.kvstore.discovery;

import java.util.List;

import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.client.discovery.DiscoveryClient;

/**
 * Finds the instances of services that are {@code UP}, with what
 * {@link DiscoveredServices} guarantee: from memory once they are known. Before that the
 * store is asked, whose exceptions are thrown.
 */
public final class StoreDiscoveryClient implements DiscoveryClient {

	static final String DESCRIPTION = "kvstore discovery client";

	private final DiscoveredServices services;

	private final int order;

	/**
	 * Creates a client.
	 * @param services knows the services
	 * @param order its order among other clients
	 */
	public StoreDiscoveryClient(DiscoveredServices services, int order) {
		this.services = services;
		this.order = order;
	}

	@Override
	public String description() {
		return DESCRIPTION;
	}

	@Override
	public List<ServiceInstance> getInstances(String serviceId) {
		return this.services.instances(serviceId);
	}

	@Override
	public List<String> getServices() {
		return this.services.services();
	}

	@Override
	public int getOrder() {
		return this.order;
	}

}
