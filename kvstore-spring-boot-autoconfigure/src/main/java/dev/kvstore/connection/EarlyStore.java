package dev.kvstore.connection;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.ssl.SslBundles;

import dev.kvstore.api.Store;

/**
 * A store that was opened before there is an application context. The context's own store
 * is the same one if it is set up alike. Safe for use by any number of threads.
 */
public final class EarlyStore implements AutoCloseable {

	/**
	 * The name of the bean.
	 */
	public static final String BEAN_NAME = "kvStoreEarlyStore";

	private final KvStoreProperties properties;

	private final DefaultSslBundleRegistry bundles;

	private final Store store;

	private boolean required = true;

	private boolean handedOver;

	private boolean closed;

	private EarlyStore(KvStoreProperties properties, DefaultSslBundleRegistry bundles, Store store) {
		this.properties = properties;
		this.bundles = bundles;
		this.store = store;
	}

	/**
	 * Opens a store of a built-in backend.
	 * @param properties the properties
	 * @param bundles the SSL bundles that they may name
	 * @param failFast whether this fails if the backend cannot be used, whatever the
	 * properties say
	 * @return an open store
	 * @throws UnknownBackendException if there is no such backend
	 * @throws InvalidSettingException if a property cannot be used
	 * @throws ClientLibraryMissingException if the backend's client is not on the class
	 * path
	 * @throws dev.kvstore.api.StoreException if it fails fast and the backend cannot be
	 * used
	 */
	public static EarlyStore open(KvStoreProperties properties, DefaultSslBundleRegistry bundles, boolean failFast) {
		KvStoreConnectionDetails details = KvStoreConnectionDetails.of(properties, bundles);
		StoreSettings settings = properties.settings(details, bundles);
		settings = new StoreSettings(settings.endpoints(), settings.connectTimeout(), settings.requestTimeout(),
				settings.readConsistency(), failFast, settings.tls());
		Store store = StoreFactories.of(properties, List.of())
			.open(properties.backend(details), settings, properties.namespace());
		return new EarlyStore(properties, bundles, store);
	}

	/**
	 * Returns the store, which only this or whom it was handed over to closes.
	 * @return the store
	 */
	public Store store() {
		return this.store;
	}

	/**
	 * Lets the application start though the backend cannot be used, even if the
	 * properties ask to fail fast.
	 */
	public synchronized void startWithoutBackend() {
		this.required = false;
	}

	/**
	 * Hands the store over to who will close it, if that one would open the same: with
	 * equal properties, at the same endpoints, by the same factory. It is then found out
	 * whether the backend answers, if the properties ask to fail fast and the application
	 * is not to {@linkplain #startWithoutBackend() start without it}, and updates of the
	 * SSL bundle count for new connections.
	 * @param properties the properties
	 * @param details where the backend is
	 * @param factories would open the store
	 * @param bundles the SSL bundles, {@code null} if there are none
	 * @return the store; empty if another one is needed, or this was handed over or
	 * closed
	 * @throws dev.kvstore.api.StoreException if it was asked to fail fast and the backend
	 * cannot be used
	 */
	public synchronized Optional<Store> handOver(KvStoreProperties properties, KvStoreConnectionDetails details,
			StoreFactories factories, @Nullable SslBundles bundles) {
		if (this.closed || this.handedOver || !this.properties.equals(properties) || !isSamePlace(details)
				|| !factories.isBuiltIn(properties.backend(details))) {
			return Optional.empty();
		}
		if (properties.failFast() && this.required) {
			this.store.status();
		}
		String bundle = properties.ssl().bundle();
		if (bundle != null && bundles != null) {
			bundles.addBundleUpdateHandler(bundle, (updated) -> this.bundles.updateBundle(bundle, updated));
		}
		this.handedOver = true;
		return Optional.of(this.store);
	}

	private boolean isSamePlace(KvStoreConnectionDetails details) {
		return this.properties.backend(details).equals(this.properties.backend(null))
				&& details.endpoints().equals(this.properties.endpoints()) && isSameBundle(details);
	}

	private boolean isSameBundle(KvStoreConnectionDetails details) {
		String bundle = this.properties.ssl().bundle();
		return (details instanceof PropertiesKvStoreConnectionDetails named)
				? Objects.equals(named.bundleName(), bundle) : details.sslBundle() == null && bundle == null;
	}

	/**
	 * Returns whether the store was handed over.
	 * @return whether it is another's to close
	 */
	public synchronized boolean isHandedOver() {
		return this.handedOver;
	}

	/**
	 * Closes the store unless it was handed over.
	 */
	@Override
	public synchronized void close() {
		if (!this.closed) {
			this.closed = true;
			if (!this.handedOver) {
				this.store.close();
			}
		}
	}

}
