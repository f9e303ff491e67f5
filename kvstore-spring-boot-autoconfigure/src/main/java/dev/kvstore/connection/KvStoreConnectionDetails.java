package dev.kvstore.connection;

import java.util.List;

import org.springframework.boot.autoconfigure.service.connection.ConnectionDetails;

/**
 * Where the backend is. A bean of this type takes the place of the properties.
 */
public interface KvStoreConnectionDetails extends ConnectionDetails {

	/**
	 * Returns the endpoints in the backend's own notation.
	 * @return the endpoints, empty for the backend's default
	 */
	List<String> endpoints();

	/**
	 * Returns what the properties say.
	 * @param properties the properties
	 * @return connection details that read them
	 */
	static KvStoreConnectionDetails of(KvStoreProperties properties) {
		return new PropertiesKvStoreConnectionDetails(properties);
	}

}
