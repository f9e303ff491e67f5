package dev.kvstore.connection;

import dev.kvstore.api.Store;

/**
 * Wraps the store that is set up from properties. Beans of this type are applied in their
 * order, the first one innermost. A store that the application declares itself is its own
 * to wrap.
 */
@FunctionalInterface
public interface StoreDecorator {

	/**
	 * Wraps a store.
	 * @param store the store
	 * @return a store that passes calls on, {@link Store#close()} among them
	 */
	Store decorate(Store store);

}
