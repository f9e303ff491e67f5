package dev.kvstore.discovery;

import java.util.List;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.cloud.client.discovery.ManagementServerPortUtils;
import org.springframework.cloud.client.serviceregistry.AbstractAutoServiceRegistration;
import org.springframework.cloud.client.serviceregistry.AutoServiceRegistrationProperties;
import org.springframework.cloud.client.serviceregistry.RegistrationLifecycle;
import org.springframework.cloud.client.serviceregistry.RegistrationManagementLifecycle;
import org.springframework.context.ApplicationContext;
import org.springframework.context.SmartLifecycle;

/**
 * Registers the application when everything else has started, its web servers included,
 * and takes that back before anything else stops, so that a web server that drains its
 * requests gets no new ones. An application without a web server registers if
 * {@code kvstore.discovery.port} tells its port.
 */
public final class StoreAutoServiceRegistration extends AbstractAutoServiceRegistration<StoreRegistration>
		implements SmartLifecycle {

	/**
	 * The phase of the lifecycle, the last to start and the first to stop.
	 */
	public static final int PHASE = SmartLifecycle.DEFAULT_PHASE;

	private static final Log logger = LogFactory.getLog(StoreAutoServiceRegistration.class);

	private final RegistrationSource source;

	private final StoreRegistration registration;

	private int managementPort;

	private @Nullable StoreRegistration management;

	/**
	 * Creates a registration that is not made yet.
	 * @param context the application's context
	 * @param registry where to register
	 * @param properties tell whether to register the management server
	 * @param source makes the registration of the management server
	 * @param registration the application's registration
	 * @param managementLifecycles called around the management server's registration
	 * @param lifecycles called around the application's registration
	 */
	public StoreAutoServiceRegistration(ApplicationContext context, StoreServiceRegistry registry,
			AutoServiceRegistrationProperties properties, RegistrationSource source, StoreRegistration registration,
			List<RegistrationManagementLifecycle<StoreRegistration>> managementLifecycles,
			List<RegistrationLifecycle<StoreRegistration>> lifecycles) {
		super(context, registry, properties, managementLifecycles, lifecycles);
		this.source = source;
		this.registration = registration;
	}

	/**
	 * Takes note of the port; the registration has to wait for the rest of the
	 * application.
	 */
	@Override
	public void onApplicationEvent(WebServerInitializedEvent event) {
		int port = event.getWebServer().getPort();
		if (WebServerApplicationContext.hasServerNamespace(event.getApplicationContext(), "management")) {
			this.managementPort = port;
		}
		else if (!isPositive(this.source.properties().port())) {
			this.registration.port(port);
		}
	}

	@Override
	public void start() {
		if (this.registration.getPort() <= 0) {
			logger.debug("Nothing is registered, as there is no web server and no 'kvstore.discovery.port'");
			return;
		}
		if (ManagementServerPortUtils.isDifferent(getContext()) && isPositive(getManagementPort())) {
			this.registration.getMetadata().putIfAbsent("management.port", String.valueOf(getManagementPort()));
		}
		super.start();
	}

	@Override
	public int getPhase() {
		return PHASE;
	}

	@Override
	protected boolean isEnabled() {
		return true;
	}

	@Override
	protected boolean shouldRegisterManagement() {
		return super.shouldRegisterManagement() && isPositive(getManagementPort());
	}

	@Override
	protected StoreRegistration getRegistration() {
		return this.registration;
	}

	@Override
	protected StoreRegistration getManagementRegistration() {
		Integer port = getManagementPort();
		StoreRegistration present = this.management;
		if (present == null || port == null || present.getPort() != port) {
			present = this.source.management(this.registration, (port != null) ? port : 0);
			this.management = present;
		}
		return present;
	}

	@Override
	@SuppressWarnings("deprecation")
	protected @Nullable Integer getManagementPort() {
		Integer configured = this.source.properties().managementPort();
		if (isPositive(configured)) {
			return configured;
		}
		return (this.managementPort > 0) ? Integer.valueOf(this.managementPort) : super.getManagementPort();
	}

	@Override
	@SuppressWarnings("deprecation")
	protected Object getConfiguration() {
		return this.source.properties();
	}

	private static boolean isPositive(@Nullable Integer port) {
		return port != null && port > 0;
	}

}
