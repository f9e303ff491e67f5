package dev.kvstore.connection;

import java.util.Arrays;
import java.util.List;

import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;

import dev.kvstore.backend.TlsSettings;

/**
 * Connections by TLS as an SSL bundle has them. Those that are made after the bundle was
 * updated are made with its new keys and certificates; protocols and ciphers stay.
 */
final class BundleTls {

	private final ReloadableKeys keys;

	private final ReloadableTrust trust;

	private final TlsSettings settings;

	private BundleTls(SslBundle bundle) {
		this.keys = new ReloadableKeys(keyManager(bundle));
		this.trust = new ReloadableTrust(trustManager(bundle));
		this.settings = new TlsSettings(this.keys, this.trust, list(bundle.getOptions().getEnabledProtocols()),
				list(bundle.getOptions().getCiphers()));
	}

	/**
	 * Returns how to connect with a bundle.
	 * @param bundle the bundle
	 * @param name its name among the bundles, by which it may be updated
	 * @param bundles the bundles, if there are any
	 * @return the settings
	 */
	static TlsSettings of(SslBundle bundle, @Nullable String name, @Nullable SslBundles bundles) {
		BundleTls tls = new BundleTls(bundle);
		if (name != null && bundles != null && bundles.getBundleNames().contains(name)
				&& bundles.getBundle(name) == bundle) {
			bundles.addBundleUpdateHandler(name, tls::update);
		}
		return tls.settings;
	}

	private void update(SslBundle bundle) {
		X509ExtendedTrustManager trusted = trustManager(bundle);
		this.keys.replace(keyManager(bundle));
		this.trust.replace(trusted);
	}

	private static X509ExtendedKeyManager keyManager(SslBundle bundle) {
		return Arrays.stream(bundle.getManagers().getKeyManagers())
			.filter(X509ExtendedKeyManager.class::isInstance)
			.map(X509ExtendedKeyManager.class::cast)
			.findFirst()
			.orElseGet(() -> new ReloadableKeys(null));
	}

	private static X509ExtendedTrustManager trustManager(SslBundle bundle) {
		return Arrays.stream(bundle.getManagers().getTrustManagers())
			.filter(X509ExtendedTrustManager.class::isInstance)
			.map(X509ExtendedTrustManager.class::cast)
			.findFirst()
			.orElseThrow(() -> new InvalidSettingException("kvstore.ssl.bundle", null,
					"must be an SSL bundle with a trust manager that can verify the names of hosts", null));
	}

	private static List<String> list(String @Nullable [] names) {
		return (names != null) ? List.of(names) : List.of();
	}

}
