package dev.kvstore.config;

import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.ssl.JksSslBundleProperties;
import org.springframework.boot.autoconfigure.ssl.PemSslBundleProperties;
import org.springframework.boot.autoconfigure.ssl.PropertiesSslBundle;
import org.springframework.boot.autoconfigure.ssl.SslProperties;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.io.ApplicationResourceLoader;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.core.io.ResourceLoader;

/**
 * SSL bundles as far as there are any before the context: those in properties.
 */
final class EarlySslBundles {

	private EarlySslBundles() {
	}

	/**
	 * Reads one bundle, for others may not be of concern to this application.
	 * @param name the bundle's name, {@code null} for none
	 * @param binder has the properties
	 * @param handler takes part in binding
	 * @param resources loads what the properties name
	 * @return the bundles, without any if there is none of that name
	 */
	static DefaultSslBundleRegistry bind(@Nullable String name, Binder binder, BindHandler handler,
			ResourceLoader resources) {
		DefaultSslBundleRegistry bundles = new DefaultSslBundleRegistry();
		if (name != null) {
			SslProperties.Bundles properties = binder
				.bindOrCreate("spring.ssl", Bindable.of(SslProperties.class), handler)
				.getBundle();
			ResourceLoader loader = ApplicationResourceLoader.get(resources, true);
			Map<String, PemSslBundleProperties> pem = properties.getPem();
			Map<String, JksSslBundleProperties> jks = properties.getJks();
			if (pem.containsKey(name)) {
				bundles.registerBundle(name, PropertiesSslBundle.get(pem.get(name), loader));
			}
			else if (jks.containsKey(name)) {
				bundles.registerBundle(name, PropertiesSslBundle.get(jks.get(name), loader));
			}
		}
		return bundles;
	}

}
