package dev.kvstore.api;

/**
 * What a watch has to tell. {@link Synced} and {@link Interrupted} are markers that never
 * overtake the states they cover.
 */
public sealed interface WatchEvent {

	/**
	 * A key has this value now.
	 *
	 * @param keyValue the key with its value and version
	 */
	record Put(KeyValue keyValue) implements WatchEvent {

	}

	/**
	 * A key is gone, by deletion or expiry. Comes only after a delivered {@link Put}.
	 *
	 * @param key the key
	 * @param version lies between the versions of the last {@link Put} and the next one;
	 * no good for compares
	 */
	record Deleted(String key, long version) implements WatchEvent {

	}

	/**
	 * Everything up to now was delivered.
	 */
	record Synced() implements WatchEvent {

	}

	/**
	 * The watch lost the backend and is getting it back; changes may be missing until the
	 * next {@link Synced}.
	 *
	 * @param cause why
	 */
	record Interrupted(StoreException cause) implements WatchEvent {

	}

}
