package dev.kvstore.discovery;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.client.discovery.event.HeartbeatEvent;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.SmartLifecycle;
import org.springframework.util.Assert;

import dev.kvstore.api.KeyValue;
import dev.kvstore.api.Store;
import dev.kvstore.api.Watch;

/**
 * The instances of all services that want to be called, kept current by one watch.
 *
 * <p>
 * <b>Once the watch has synced</b> reads are answered from memory, also while the store
 * cannot be reached: then with what was known last. <b>Until then</b> they go to the
 * store. A change is seen when the watch has delivered it. What is no instance is left
 * out, with a warning that names the key.
 *
 * <p>
 * From the start of the application to its stop each change is told by a
 * {@link HeartbeatEvent}, changes that come while listeners are busy by one. Reads work
 * until the bean is destroyed. Safe for use by any thread.
 */
public final class DiscoveredServices implements SmartLifecycle, AutoCloseable {

	/**
	 * The phase of the lifecycle: events begin after web servers and end before them.
	 */
	public static final int PHASE = SmartLifecycle.DEFAULT_PHASE - 256;

	private final Store store;

	private final String directory;

	private final Heartbeats heartbeats;

	private final KnownInstances known;

	private final Watch watch;

	private DiscoveredServices(Store store, String directory, ApplicationEventPublisher publisher) {
		this.store = store;
		this.directory = directory;
		this.heartbeats = new Heartbeats(this, publisher);
		this.known = new KnownInstances(directory, this.heartbeats::changed);
		this.watch = store.watchTree(directory, this.known);
	}

	/**
	 * Begins to watch.
	 * @param store the store, not closed with the services
	 * @param directory the directory of all services
	 * @param publisher gets the events
	 * @return the services, not yet synced
	 * @throws IllegalArgumentException if it is no directory
	 */
	public static DiscoveredServices open(Store store, String directory, ApplicationEventPublisher publisher) {
		Assert.notNull(store, "'store' must not be null");
		Assert.notNull(directory, "'directory' must not be null");
		Assert.notNull(publisher, "'publisher' must not be null");
		return new DiscoveredServices(store, InstanceKey.directory(store, directory), publisher);
	}

	/**
	 * Returns the instances of a service that are {@code UP}.
	 * @param service the name of the service
	 * @return a copy, sorted by id
	 */
	List<ServiceInstance> instances(String service) {
		return isLoaded() ? this.known.instances(service)
				: stored(InstanceKey.directoryOf(this.directory, service)).map(ServiceInstance.class::cast)
					.collect(Collectors.toCollection(ArrayList::new));
	}

	/**
	 * Returns the services that have an instance which is {@code UP}.
	 * @return a copy, sorted by name
	 */
	List<String> services() {
		return isLoaded() ? this.known.services()
				: stored(this.directory).map(DiscoveredInstance::getServiceId)
					.distinct()
					.collect(Collectors.toCollection(ArrayList::new));
	}

	private Stream<DiscoveredInstance> stored(String below) {
		return this.store.list(below).stream().flatMap(this::readable).filter(DiscoveredInstance::isUp);
	}

	private Stream<DiscoveredInstance> readable(KeyValue stored) {
		try {
			return Stream.of(DiscoveredInstance.of(this.directory, stored));
		}
		catch (IllegalArgumentException ex) {
			// the watch tells of it
			return Stream.empty();
		}
	}

	boolean isLoaded() {
		return this.known.isLoaded();
	}

	CompletableFuture<Void> loaded() {
		return this.known.loaded();
	}

	/**
	 * Tells whether changes arrive. If not, what was known last is told.
	 * @return {@code false} before the watch has synced and while it is interrupted
	 */
	public boolean isCurrent() {
		return this.watch.isSynced();
	}

	/**
	 * Tells when the store was last heard of, which is how stale the instances can be.
	 * @return the time by the wall clock
	 */
	public Instant lastContact() {
		return this.watch.lastContact();
	}

	@Override
	public void start() {
		this.heartbeats.start();
	}

	@Override
	public void stop() {
		this.heartbeats.stop();
	}

	@Override
	public boolean isRunning() {
		return this.heartbeats.isRunning();
	}

	@Override
	public int getPhase() {
		return PHASE;
	}

	/**
	 * Ends the watch. What was known last stays readable.
	 */
	@Override
	public void close() {
		stop();
		this.watch.close();
		this.known.loaded().completeExceptionally(new IllegalStateException("Service discovery has ended"));
	}

}
