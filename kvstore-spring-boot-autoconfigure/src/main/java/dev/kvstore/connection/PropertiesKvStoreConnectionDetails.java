package dev.kvstore.connection;

import java.util.List;

/**
 * Connection details as {@link KvStoreProperties} have them.
 */
final class PropertiesKvStoreConnectionDetails implements KvStoreConnectionDetails {

	private final KvStoreProperties properties;

	PropertiesKvStoreConnectionDetails(KvStoreProperties properties) {
		this.properties = properties;
	}

	@Override
	public List<String> endpoints() {
		return this.properties.endpoints();
	}

}
