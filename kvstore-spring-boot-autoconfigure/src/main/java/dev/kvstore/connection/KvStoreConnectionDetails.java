package dev.kvstore.connection;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.service.connection.ConnectionDetails;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;

/**
 * Which backend there is, and where. A bean of this type takes the place of the
 * properties {@code kvstore.endpoints} and {@code kvstore.ssl.bundle}, and of
 * {@code kvstore.backend} if it names one.
 */
public interface KvStoreConnectionDetails extends ConnectionDetails {

	/**
	 * Returns the backend that the endpoints are of.
	 * @return its name, or {@code null} if the properties say which it is
	 */
	default @Nullable String backend() {
		return null;
	}

	/**
	 * Returns the endpoints in the backend's own notation.
	 * @return the endpoints, empty for the backend's default
	 */
	List<String> endpoints();

	/**
	 * Returns the SSL bundle to connect with.
	 * @return the bundle, or {@code null} to connect by TLS only where an endpoint says
	 * so, trusting what the JDK trusts
	 */
	default @Nullable SslBundle sslBundle() {
		return null;
	}

	/**
	 * Returns what the properties say.
	 * @param properties the properties
	 * @param bundles the SSL bundles that they may name, {@code null} for none
	 * @return connection details that read them
	 */
	static KvStoreConnectionDetails of(KvStoreProperties properties, @Nullable SslBundles bundles) {
		return new PropertiesKvStoreConnectionDetails(properties, bundles);
	}

}
