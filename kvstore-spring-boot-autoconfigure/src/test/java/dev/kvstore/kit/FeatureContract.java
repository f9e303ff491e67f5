package dev.kvstore.kit;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.junit.jupiter.api.AfterEach;

import dev.kvstore.api.Store;

/**
 * What a feature does on every backend. A backend's test class extends the feature's and
 * says how to open a store; no case may be skipped or weakened.
 */
public abstract class FeatureContract {

	private final List<Store> opened = new CopyOnWriteArrayList<>();

	/**
	 * Opens a further store, independent of those opened before.
	 * @return a store that the contract closes
	 */
	protected abstract Store openStore();

	/**
	 * Opens a further store, which is closed after the test.
	 * @return the store
	 */
	public final Store open() {
		Store store = openStore();
		this.opened.add(store);
		return store;
	}

	@AfterEach
	final void closeStores() {
		this.opened.forEach(Store::close);
	}

}
