package dev.kvstore.config;

import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;

import dev.kvstore.api.Store;

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

	private final ConfigurableApplicationContext context;

	private final Supplier<Store> handedOver;

	private @Nullable ConfigRefresh running;

	/**
	 * Creates a refresher that watches nothing yet.
	 * @param context the context whose environment has the properties, if it has any
	 * @param handedOver the store of the context, if it is the one that the properties
	 * were imported from
	 */
	public ConfigRefresher(ConfigurableApplicationContext context, Supplier<Store> handedOver) {
		this.context = context;
		this.handedOver = handedOver;
	}

	@Override
	public synchronized void start() {
		// what a parent context has imported is refreshed there
		Object imported = this.context.getBeanFactory().getSingleton(ImportedConfig.BEAN_NAME);
		if (this.running == null && imported instanceof ImportedConfig config) {
			Store store = config.store().isHandedOver() ? this.handedOver.get() : config.store().store();
			ConfigRefresh started = new ConfigRefresh(config, store, this.context);
			this.running = started;
			started.start();
		}
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
