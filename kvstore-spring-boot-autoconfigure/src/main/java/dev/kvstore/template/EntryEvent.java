package dev.kvstore.template;

import dev.kvstore.api.StoreException;
import dev.kvstore.api.ValueConversionException;

/**
 * What a watch of objects has to tell, with the guarantees of
 * {@link dev.kvstore.api.WatchEvent}. No event shows a value as text.
 *
 * @param <T> the type of the objects
 */
public sealed interface EntryEvent<T> {

	/**
	 * A key has this object now.
	 *
	 * @param entry the key with its object and version
	 * @param <T> the type of the object
	 */
	record Put<T>(Entry<T> entry) implements EntryEvent<T> {

	}

	/**
	 * A key has a value now that does not convert. The watch goes on.
	 *
	 * @param key the key
	 * @param version the version of the value
	 * @param failure why, without the value
	 * @param <T> the type of the objects
	 */
	record Unreadable<T>(String key, long version, ValueConversionException failure) implements EntryEvent<T> {

	}

	/**
	 * A key is gone, by deletion or expiry. Comes only after a {@link Put} or an
	 * {@link Unreadable}.
	 *
	 * @param key the key
	 * @param version no good for compares
	 * @param <T> the type of the objects
	 */
	record Deleted<T>(String key, long version) implements EntryEvent<T> {

	}

	/**
	 * Everything up to now was delivered.
	 *
	 * @param <T> the type of the objects
	 */
	record Synced<T>() implements EntryEvent<T> {

	}

	/**
	 * Changes may be missing until the next {@link Synced}.
	 *
	 * @param cause why
	 * @param <T> the type of the objects
	 */
	record Interrupted<T>(StoreException cause) implements EntryEvent<T> {

	}

}
