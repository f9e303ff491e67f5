package dev.kvstore.discovery;

import java.time.Duration;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The properties of service discovery.
 *
 * @param enabled Whether services are discovered in the store.
 * @param register Whether there is a registry of services in the store, in which this
 * application registers.
 * @param directory Directory below which each service has a directory of its instances.
 * @param serviceName Name of the service. The application's name if empty.
 * @param instanceId Id of this instance, unique in its service. Made of host, service
 * name and port if empty.
 * @param hostname Host to tell others. What 'spring.cloud.inetutils' finds if empty.
 * @param ipAddress IP address to tell others if 'prefer-ip-address' is set. What
 * 'spring.cloud.inetutils' finds if empty.
 * @param preferIpAddress Whether others are told the IP address instead of the host name.
 * @param port Port to tell others. That of the web server if not set; needed without one.
 * @param managementPort Port of the management server to tell others. Its own if not set.
 * @param secure Whether others are told to use HTTPS. True if the web server does if not
 * set.
 * @param metadata What to tell others besides the address, readable by everybody who may
 * read the store.
 * @param initialStatus Status to register with, 'UP' or 'OUT_OF_SERVICE'.
 * @param ttl Time that a registration outlives an instance that died. A backend with
 * limits adds its own.
 * @param order Order of the discovery client among others.
 */
@ConfigurationProperties("kvstore.discovery")
public record DiscoveryProperties(@DefaultValue("true") boolean enabled, @DefaultValue("true") boolean register,
		@DefaultValue("services") String directory, @Nullable String serviceName, @Nullable String instanceId,
		@Nullable String hostname, @Nullable String ipAddress, @DefaultValue("false") boolean preferIpAddress,
		@Nullable Integer port, @Nullable Integer managementPort, @Nullable Boolean secure,
		@DefaultValue Map<String, String> metadata, @DefaultValue("UP") String initialStatus,
		@DefaultValue("10s") Duration ttl, @DefaultValue("0") int order) {

	private static final int LARGEST_PORT = 65535;

	/**
	 * Creates properties.
	 * @throws IllegalArgumentException with the name of the property whose value is of no
	 * use
	 */
	public DiscoveryProperties {
		require(!directory.isBlank() && !directory.equals("/"), "directory", "must not be empty");
		requirePort("port", port);
		requirePort("management-port", managementPort);
		require(InstanceStatus.isKnown(initialStatus), "initial-status",
				"must be UP or OUT_OF_SERVICE but is '" + initialStatus + "'");
		require(!ttl.isZero() && !ttl.isNegative(), "ttl", "must be positive but is " + ttl);
		metadata = Map.copyOf(metadata);
	}

	private static void requirePort(String property, @Nullable Integer port) {
		// as everywhere in Spring, 0 asks for the port that the server got
		require(port == null || (port >= 0 && port <= LARGEST_PORT), property,
				"must be between 0 and " + LARGEST_PORT + " but is " + port);
	}

	private static void require(boolean condition, String property, String message) {
		if (!condition) {
			throw new IllegalArgumentException("'kvstore.discovery." + property + "' " + message);
		}
	}

	/**
	 * Shows no metadata, which may be meant for few.
	 */
	@Override
	public String toString() {
		return "DiscoveryProperties[directory=" + this.directory + ", serviceName=" + this.serviceName + ", instanceId="
				+ this.instanceId + "]";
	}

}
