package dev.kvstore.discovery;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.client.ServiceInstance;

import dev.kvstore.api.KeyValue;
import dev.kvstore.api.WatchEvent;
import dev.kvstore.api.WatchListener;

/**
 * The instances that a watch has told of. Changed by one thread at a time, read by any
 * without a lock.
 */
final class KnownInstances implements WatchListener {

	private static final Log logger = LogFactory.getLog(KnownInstances.class);

	private final String directory;

	private final Runnable changed;

	private final Map<String, SortedMap<String, DiscoveredInstance>> all = new HashMap<>();

	private final ConcurrentSkipListMap<String, List<ServiceInstance>> up = new ConcurrentSkipListMap<>();

	private final Set<String> unreadable = new HashSet<>();

	private final CompletableFuture<Void> loaded = new CompletableFuture<>();

	/**
	 * Creates instances that are not loaded.
	 * @param directory the directory of all services, in canonical form
	 * @param changed called when they are loaded and after each change that readers see
	 */
	KnownInstances(String directory, Runnable changed) {
		this.directory = directory;
		this.changed = changed;
	}

	@Override
	public void onEvent(WatchEvent event) {
		if (event instanceof WatchEvent.Put put) {
			replace(put.keyValue().key(), read(put.keyValue()));
		}
		else if (event instanceof WatchEvent.Deleted deleted) {
			this.unreadable.remove(deleted.key());
			replace(deleted.key(), null);
		}
		else if (event instanceof WatchEvent.Synced) {
			logger.debug("The services below '" + this.directory + "' are known");
			if (this.loaded.complete(null)) {
				this.changed.run();
			}
		}
		else if (event instanceof WatchEvent.Interrupted interrupted) {
			logger.debug("The services below '" + this.directory + "' stay as they were last known: "
					+ interrupted.cause().getMessage());
		}
	}

	private @Nullable DiscoveredInstance read(KeyValue stored) {
		try {
			DiscoveredInstance instance = DiscoveredInstance.of(this.directory, stored);
			this.unreadable.remove(stored.key());
			return instance;
		}
		catch (IllegalArgumentException ex) {
			if (this.unreadable.add(stored.key())) {
				logger.warn("'" + stored.key() + "' is no instance of a service and is left out: " + ex.getMessage());
			}
			return null;
		}
	}

	private void replace(String key, @Nullable DiscoveredInstance instance) {
		InstanceKey named = (instance != null) ? instance.key() : key(key);
		if (named == null) {
			return;
		}
		SortedMap<String, DiscoveredInstance> instances = this.all.computeIfAbsent(named.serviceId(),
				(service) -> new TreeMap<>());
		if (instance != null) {
			instances.put(named.instanceId(), instance);
		}
		else {
			instances.remove(named.instanceId());
		}
		if (instances.isEmpty()) {
			this.all.remove(named.serviceId());
		}
		publish(named.serviceId(),
				instances.values().stream().filter(DiscoveredInstance::isUp).map(ServiceInstance.class::cast).toList());
	}

	private @Nullable InstanceKey key(String key) {
		try {
			return InstanceKey.of(this.directory, key);
		}
		catch (IllegalArgumentException ex) {
			return null;
		}
	}

	private void publish(String service, List<ServiceInstance> present) {
		List<ServiceInstance> before = present.isEmpty() ? this.up.remove(service) : this.up.put(service, present);
		if (!present.equals((before != null) ? before : List.of()) && isLoaded()) {
			this.changed.run();
		}
	}

	boolean isLoaded() {
		return this.loaded.isDone();
	}

	CompletableFuture<Void> loaded() {
		return this.loaded;
	}

	List<ServiceInstance> instances(String service) {
		return new ArrayList<>(this.up.getOrDefault(service, List.of()));
	}

	List<String> services() {
		return new ArrayList<>(this.up.keySet());
	}

}
