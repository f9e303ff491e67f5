package dev.kvstore.connection;

import dev.kvstore.api.KeyValue;
import dev.kvstore.api.Store;
import dev.kvstore.backend.Keys;

/**
 * A directory below which a user's keys are kept.
 *
 * @param root the directory in canonical form
 */
record Namespace(String root) {

	static Namespace of(String namespace) {
		try {
			return new Namespace(Keys.directory(namespace));
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidSettingException("kvstore.namespace", namespace, "must be a directory such as 'team/app'",
					ex);
		}
	}

	Store around(Store store) {
		return this.root.isEmpty() ? store : new NamespacedStore(store, this);
	}

	String key(String key) {
		return this.root + "/" + Keys.key(key);
	}

	String directory(String directory) {
		String canonical = Keys.directory(directory);
		return canonical.isEmpty() ? this.root : this.root + "/" + canonical;
	}

	String strip(String key) {
		return key.substring(this.root.length() + 1);
	}

	KeyValue strip(KeyValue keyValue) {
		return new KeyValue(strip(keyValue.key()), keyValue.value(), keyValue.version());
	}

}
