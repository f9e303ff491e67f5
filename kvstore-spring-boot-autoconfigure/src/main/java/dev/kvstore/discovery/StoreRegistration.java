package dev.kvstore.discovery;

import java.net.URI;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.client.serviceregistry.Registration;
import org.springframework.util.Assert;

/**
 * An instance of a service that registers, or is about to. What is changed here, such as
 * metadata, counts from the next registration on.
 */
public final class StoreRegistration implements Registration {

	private final String serviceId;

	private final @Nullable String instanceId;

	private final String host;

	private final boolean secure;

	private final Map<String, String> metadata;

	private volatile int port;

	private volatile InstanceStatus status;

	StoreRegistration(String serviceId, @Nullable String instanceId, String host, int port, boolean secure,
			Map<String, String> metadata, InstanceStatus status) {
		this.serviceId = serviceId;
		this.instanceId = instanceId;
		this.host = host;
		this.port = port;
		this.secure = secure;
		this.metadata = new ConcurrentHashMap<>(metadata);
		this.status = status;
	}

	/**
	 * Makes a registration of any instance, to be registered with
	 * {@link StoreServiceRegistry#register}.
	 * @param instance the instance; if it has no id, one is made of host, service name
	 * and port
	 * @return its registration, with the status {@code UP}
	 */
	public static StoreRegistration of(ServiceInstance instance) {
		Assert.notNull(instance, "'instance' must not be null");
		Map<String, String> metadata = instance.getMetadata();
		return new StoreRegistration(instance.getServiceId(), instance.getInstanceId(), instance.getHost(),
				instance.getPort(), instance.isSecure(), (metadata != null) ? metadata : Map.of(), InstanceStatus.UP);
	}

	/**
	 * Returns the id. Without a configured one it is made of host, service name and port,
	 * so that an instance that comes back takes the place of what it left behind; it is
	 * final once the port is known.
	 */
	@Override
	public String getInstanceId() {
		return Objects.requireNonNullElseGet(this.instanceId, () -> this.host + ":" + this.serviceId + ":" + this.port);
	}

	@Override
	public String getServiceId() {
		return this.serviceId;
	}

	@Override
	public String getHost() {
		return this.host;
	}

	/**
	 * Returns the port.
	 * @return the port, or zero for as long as the web server has none
	 */
	@Override
	public int getPort() {
		return this.port;
	}

	@Override
	public boolean isSecure() {
		return this.secure;
	}

	@Override
	public URI getUri() {
		return InstanceUri.of(this);
	}

	@Override
	public String getScheme() {
		return this.secure ? "https" : "http";
	}

	/**
	 * Returns the metadata, which may be changed before the registration.
	 */
	@Override
	public Map<String, String> getMetadata() {
		return this.metadata;
	}

	void port(int known) {
		this.port = known;
	}

	InstanceStatus status() {
		return this.status;
	}

	void status(InstanceStatus wanted) {
		this.status = wanted;
	}

	InstanceKey key() {
		return new InstanceKey(this.serviceId, getInstanceId());
	}

	InstanceEntry entry(String process) {
		return new InstanceEntry(this.host, this.port, this.secure, this.status.name(), new TreeMap<>(this.metadata),
				process);
	}

	/**
	 * Shows no metadata, which may be meant for few.
	 */
	@Override
	public String toString() {
		return "StoreRegistration[" + this.serviceId + "/" + getInstanceId() + " at " + this.host + ":" + this.port
				+ "]";
	}

}
