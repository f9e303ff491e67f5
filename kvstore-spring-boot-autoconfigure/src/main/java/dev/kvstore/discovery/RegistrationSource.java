package dev.kvstore.discovery;

import java.util.Objects;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.cloud.commons.util.InetUtils.HostInfo;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;
import org.springframework.util.function.SingletonSupplier;

/**
 * Makes the registrations of an application from its properties.
 */
public final class RegistrationSource {

	private static final String MANAGEMENT = "-management";

	private final DiscoveryProperties properties;

	private final Environment environment;

	private final Supplier<HostInfo> host;

	/**
	 * Creates a source.
	 * @param properties the properties
	 * @param environment has the application's name and how its web servers are secured
	 * @param host finds this host, which may take a moment, if the properties do not tell
	 * it
	 */
	public RegistrationSource(DiscoveryProperties properties, Environment environment, Supplier<HostInfo> host) {
		this.properties = properties;
		this.environment = environment;
		this.host = SingletonSupplier.of(host);
	}

	/**
	 * Makes the registration of the application, whose port may not be known yet.
	 * @return a new registration
	 */
	public StoreRegistration application() {
		String name = text(this.properties.serviceName());
		String service = (name != null) ? name : this.environment.getProperty("spring.application.name", "application");
		return new StoreRegistration(service, text(this.properties.instanceId()), address(),
				Objects.requireNonNullElse(this.properties.port(), 0), isSecure(), this.properties.metadata(),
				InstanceStatus.of(this.properties.initialStatus()));
	}

	/**
	 * Makes the registration of the application's management server, a service of its
	 * own.
	 * @param application the application's registration
	 * @param port the port of the management server
	 * @return a new registration
	 */
	StoreRegistration management(StoreRegistration application, int port) {
		return new StoreRegistration(application.getServiceId() + MANAGEMENT, application.getInstanceId() + MANAGEMENT,
				application.getHost(), port, WebServerTls.isEnabled(this.environment, "management.server.ssl"),
				this.properties.metadata(), InstanceStatus.UP);
	}

	DiscoveryProperties properties() {
		return this.properties;
	}

	private String address() {
		String hostname = text(this.properties.hostname());
		if (!this.properties.preferIpAddress()) {
			return (hostname != null) ? hostname : this.host.get().getHostname();
		}
		String ipAddress = text(this.properties.ipAddress());
		return (ipAddress != null) ? ipAddress : this.host.get().getIpAddress();
	}

	private boolean isSecure() {
		Boolean secure = this.properties.secure();
		return (secure != null) ? secure : WebServerTls.isEnabled(this.environment, "server.ssl");
	}

	private static @Nullable String text(@Nullable String text) {
		return StringUtils.hasText(text) ? text : null;
	}

}
