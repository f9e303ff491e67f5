package dev.kvstore.config;

import java.util.function.Supplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;

import dev.kvstore.api.Store;
import dev.kvstore.connection.EarlyStore;

/**
 * Keeps imported properties current from the start of the application to its stop, and
 * publishes a {@link KvStoreConfigChangedEvent} for each burst of changes. What changed
 * between the import and the start is published then. While the store cannot be reached
 * everything stays as it was, and so do the properties of a value that cannot be read.
 *
 * <p>
 * As a bean it begins after the web server and leader election, and ends before them,
 * within a few seconds even if a listener is busy.
 */
public final class ConfigRefresher implements SmartLifecycle {

	/**
	 * The phase of the lifecycle.
	 */
	public static final int PHASE = SmartLifecycle.DEFAULT_PHASE - 256;

	private static final Log logger = LogFactory.getLog(ConfigRefresher.class);

	private final ConfigurableApplicationContext context;

	private final Supplier<@Nullable Store> own;

	private @Nullable ConfigRefresh running;

	/**
	 * Creates a refresher that watches nothing yet.
	 * @param context the context whose environment has the properties, if it has any
	 * @param own the store of the context, which properties are followed by if they were
	 * imported from it
	 */
	public ConfigRefresher(ConfigurableApplicationContext context, Supplier<@Nullable Store> own) {
		this.context = context;
		this.own = own;
	}

	@Override
	public synchronized void start() {
		// what a parent context has imported is refreshed there
		Object imported = this.context.getBeanFactory().getSingleton(ImportedConfig.BEAN_NAME);
		if (this.running == null && imported instanceof ImportedConfig config) {
			ConfigRefresh started = new ConfigRefresh(config, store(config.store()), this.context);
			this.running = started;
			started.start();
		}
	}

	private Store store(EarlyStore early) {
		Store own = this.own.get();
		if (own != null && early.isHandedOver()) {
			return own;
		}
		logger.info("Configuration is imported over a connection of its own, where the properties 'kvstore.*' "
				+ "alone say, since the store of the context is set up in another way");
		return early.store();
	}

	@Override
	public void stop() {
		ConfigRefresh ending;
		synchronized (this) {
			ending = this.running;
			this.running = null;
		}
		if (ending != null) {
			ending.close();
		}
	}

	@Override
	public synchronized boolean isRunning() {
		return this.running != null;
	}

	@Override
	public int getPhase() {
		return PHASE;
	}

}
