package dev.kvstore.discovery;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.client.discovery.ReactiveDiscoveryClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Finds the instances of services that are {@code UP}, with what
 * {@link DiscoveredServices} guarantee, and never blocks: a subscriber that comes before
 * they are known gets them when they are.
 */
public final class StoreReactiveDiscoveryClient implements ReactiveDiscoveryClient {

	private final DiscoveredServices services;

	private final Duration patience;

	private final int order;

	/**
	 * Creates a client.
	 * @param services knows the services
	 * @param patience how long a subscriber waits for the services to be known; after
	 * that it gets an {@link IllegalStateException}
	 * @param order its order among other clients
	 */
	public StoreReactiveDiscoveryClient(DiscoveredServices services, Duration patience, int order) {
		this.services = services;
		this.patience = patience;
		this.order = order;
	}

	@Override
	public String description() {
		return StoreDiscoveryClient.DESCRIPTION;
	}

	@Override
	public Flux<ServiceInstance> getInstances(String serviceId) {
		return once(() -> this.services.instances(serviceId));
	}

	@Override
	public Flux<String> getServices() {
		return once(this.services::services);
	}

	@Override
	public Mono<Void> reactiveProbe() {
		return getServices().then();
	}

	private <T> Flux<T> once(Supplier<List<T>> known) {
		return Flux.defer(() -> this.services.isLoaded() ? Flux.fromIterable(known.get())
				: Mono.fromFuture(this.services.loaded(), true)
					.timeout(this.patience, Mono.error(this::unknown))
					.publishOn(Schedulers.parallel())
					.thenMany(Flux.defer(() -> Flux.fromIterable(known.get()))));
	}

	private IllegalStateException unknown() {
		return new IllegalStateException(
				"The services are not known yet, as the store has not told them within " + this.patience);
	}

	@Override
	public int getOrder() {
		return this.order;
	}

}
