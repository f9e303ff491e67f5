package dev.kvstore.autoconfigure;

import dev.kvstore.api.Store;
import dev.kvstore.connection.StoreFactory;
import dev.kvstore.connection.StoreSettings;

/**
 * A backend of the user's with one store.
 *
 * @param name the backend's name
 * @param store the store
 */
record FixedStoreFactory(String name, Store store) implements StoreFactory {

	@Override
	public Store open(StoreSettings settings) {
		return this.store;
	}

}
