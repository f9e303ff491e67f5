package dev.kvstore.connection;

import dev.kvstore.api.Store;

/**
 * Opens the stores of one backend. A bean of this type adds a backend, which
 * {@code kvstore.backend} selects by {@link #name()}; one with the name of a built-in
 * backend replaces it. Factories are safe for use by any number of threads and open
 * nothing before {@link #open(StoreSettings)}.
 */
public interface StoreFactory {

	/**
	 * Returns the backend's name, always the same.
	 * @return lower case letters, digits and dashes, beginning with a letter
	 */
	String name();

	/**
	 * Opens a new store, which the caller closes. The store honours the whole contract of
	 * {@link Store} and every setting; a setting that the backend has no meaning for may
	 * be without effect. Whether a server answers need not be found out: with
	 * {@link StoreSettings#failFast()} the caller asks for {@link Store#status()}.
	 * @param settings the settings
	 * @return a store of its own for every call
	 * @throws InvalidSettingException if the backend cannot work with a setting
	 * @throws ClientLibraryMissingException if the backend's client is not on the class
	 * path
	 */
	Store open(StoreSettings settings);

}
