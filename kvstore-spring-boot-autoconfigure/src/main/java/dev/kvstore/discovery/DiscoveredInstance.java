package dev.kvstore.discovery;

import java.net.URI;
import java.util.Collections;
import java.util.Map;

import org.springframework.cloud.client.ServiceInstance;

import dev.kvstore.api.KeyValue;

/**
 * An instance that was found. Immutable.
 */
final class DiscoveredInstance implements ServiceInstance {

	private final InstanceKey key;

	private final InstanceEntry entry;

	private final URI uri;

	private DiscoveredInstance(InstanceKey key, InstanceEntry entry) {
		this.key = key;
		this.entry = entry;
		this.uri = InstanceUri.of(this);
	}

	/**
	 * Reads an instance.
	 * @param directory the directory of all services, in canonical form
	 * @param stored a key below it, with its value
	 * @return the instance
	 * @throws IllegalArgumentException if it is none, without a part of the value
	 */
	static DiscoveredInstance of(String directory, KeyValue stored) {
		return new DiscoveredInstance(InstanceKey.of(directory, stored.key()), InstanceEntry.of(stored));
	}

	InstanceKey key() {
		return this.key;
	}

	boolean isUp() {
		return this.entry.isUp();
	}

	@Override
	public String getInstanceId() {
		return this.key.instanceId();
	}

	@Override
	public String getServiceId() {
		return this.key.serviceId();
	}

	@Override
	public String getHost() {
		return this.entry.host();
	}

	@Override
	public int getPort() {
		return this.entry.port();
	}

	@Override
	public boolean isSecure() {
		return this.entry.secure();
	}

	@Override
	public URI getUri() {
		return this.uri;
	}

	@Override
	public String getScheme() {
		return this.uri.getScheme();
	}

	@Override
	public Map<String, String> getMetadata() {
		return Collections.unmodifiableMap(this.entry.metadata());
	}

	@Override
	public boolean equals(Object other) {
		return other instanceof DiscoveredInstance that && this.key.equals(that.key) && this.entry.equals(that.entry);
	}

	@Override
	public int hashCode() {
		return this.key.hashCode();
	}

	/**
	 * Shows no metadata, which may be meant for few.
	 */
	@Override
	public String toString() {
		return this.key.serviceId() + "/" + this.key.instanceId() + " at " + this.uri;
	}

}
