package dev.kvstore.connection;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.NoSuchSslBundleException;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;

/**
 * Connection details as {@link KvStoreProperties} have them.
 */
final class PropertiesKvStoreConnectionDetails implements KvStoreConnectionDetails {

	private final KvStoreProperties properties;

	private final @Nullable SslBundles bundles;

	PropertiesKvStoreConnectionDetails(KvStoreProperties properties, @Nullable SslBundles bundles) {
		this.properties = properties;
		this.bundles = bundles;
	}

	@Override
	public List<String> endpoints() {
		return this.properties.endpoints();
	}

	@Override
	public @Nullable SslBundle sslBundle() {
		String name = bundleName();
		return (name != null) ? bundle(name) : null;
	}

	@Nullable String bundleName() {
		return this.properties.ssl().bundle();
	}

	private SslBundle bundle(String name) {
		NoSuchSslBundleException missing = new NoSuchSslBundleException(name, "there are no SSL bundles");
		try {
			if (this.bundles != null) {
				return this.bundles.getBundle(name);
			}
		}
		catch (NoSuchSslBundleException ex) {
			missing = ex;
		}
		throw new InvalidSettingException("kvstore.ssl.bundle", name,
				"must be the name of an SSL bundle, such as one below 'spring.ssl.bundle.pem'", missing);
	}

}
