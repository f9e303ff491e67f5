package dev.kvstore.config;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;

import dev.kvstore.api.KeyValue;
import dev.kvstore.api.Store;
import dev.kvstore.api.StoreUnavailableException;
import dev.kvstore.connection.EarlyStore;
import dev.kvstore.connection.KvStoreProperties;

/**
 * The store that configuration is read from. It is opened when it is first needed, and a
 * backend that cannot be reached is tried again until a time has passed.
 */
final class ConfigStore implements AutoCloseable {

	private static final Duration PAUSE = Duration.ofMillis(200);

	private final KvStoreProperties properties;

	private final DefaultSslBundleRegistry bundles;

	private final Duration timeout;

	private @Nullable EarlyStore opened;

	private @Nullable Long firstAttempt;

	private boolean dispensable;

	private boolean closed;

	ConfigStore(KvStoreProperties properties, DefaultSslBundleRegistry bundles, Duration timeout) {
		this.properties = properties;
		this.bundles = bundles;
		this.timeout = timeout;
	}

	/**
	 * Lists directories. However often this is called, attempts begin within the timeout
	 * after the first one and once after it.
	 * @param directories the directories
	 * @return the keys of each
	 * @throws StoreUnavailableException if the backend could not be reached in time
	 */
	synchronized Map<ConfigDirectory, List<KeyValue>> list(List<ConfigDirectory> directories) {
		if (this.firstAttempt == null) {
			this.firstAttempt = System.nanoTime();
		}
		while (true) {
			try {
				return list(open(true).store(), directories);
			}
			catch (StoreUnavailableException ex) {
				if (System.nanoTime() - this.firstAttempt >= this.timeout.toNanos() || !pause()) {
					throw ex;
				}
			}
		}
	}

	private static Map<ConfigDirectory, List<KeyValue>> list(Store store, List<ConfigDirectory> directories) {
		Map<ConfigDirectory, List<KeyValue>> found = new LinkedHashMap<>();
		directories.forEach((directory) -> found.put(directory, store.list(directory.path())));
		return found;
	}

	private EarlyStore open(boolean failFast) {
		if (this.opened == null) {
			if (this.closed) {
				throw new IllegalStateException("The store that configuration is imported from is closed");
			}
			this.opened = EarlyStore.open(this.properties, this.bundles, failFast);
		}
		return this.opened;
	}

	private static boolean pause() {
		try {
			TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
			return true;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
	}

	/**
	 * Lets the application start though the backend could not be reached.
	 */
	synchronized void startWithoutBackend() {
		this.dispensable = true;
	}

	/**
	 * Returns the store, also while its backend cannot be reached.
	 * @return the open store
	 */
	synchronized EarlyStore early() {
		EarlyStore early = open(false);
		if (this.dispensable) {
			early.startWithoutBackend();
		}
		return early;
	}

	@Override
	public synchronized void close() {
		this.closed = true;
		if (this.opened != null) {
			this.opened.close();
		}
	}

}
