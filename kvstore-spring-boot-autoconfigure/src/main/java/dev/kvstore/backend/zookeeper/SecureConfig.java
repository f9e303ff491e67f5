package dev.kvstore.backend.zookeeper;

import java.util.List;

import javax.net.ssl.SSLParameters;

import org.apache.zookeeper.client.ZKClientConfig;
import org.jspecify.annotations.Nullable;

import dev.kvstore.backend.TlsSettings;

/**
 * The client's settings for TLS. The client reads them anew for each connection and takes
 * certificates and keys from files only.
 */
final class SecureConfig extends ZKClientConfig {

	private static final String PREFIX = "zookeeper.ssl.";

	private static final String KEY_STORE = PREFIX + "keyStore.location";

	private final @Nullable KeyFiles files;

	SecureConfig(TlsSettings settings, KeyFiles files) {
		SSLParameters parameters = settings.sslContext().getDefaultSSLParameters();
		setProperty(ZOOKEEPER_CLIENT_CNXN_SOCKET, "ClientCnxnSocketNetty");
		setProperty(SECURE_CLIENT, "true");
		setProperty(PREFIX + "sslProvider", "JDK");
		setProperty(PREFIX + "hostnameVerification", "true");
		setProperty("zookeeper.fips-mode", "true");
		setProperty(PREFIX + "crl", "false");
		setProperty(PREFIX + "ocsp", "false");
		setList("enabledProtocols", settings.protocols(), parameters.getProtocols());
		setList("ciphersuites", settings.ciphers(), parameters.getCipherSuites());
		for (String store : List.of("keyStore", "trustStore")) {
			setProperty(PREFIX + store + ".password", files.password());
			setProperty(PREFIX + store + ".passwordPath", "");
			setProperty(PREFIX + store + ".type", "PKCS12");
		}
		setProperty(PREFIX + "trustStore.location", files.trustStore());
		setProperty(KEY_STORE, files.keyStore());
		this.files = files;
	}

	private void setList(String name, List<String> wanted, String[] others) {
		setProperty(PREFIX + name, String.join(",", wanted.isEmpty() ? List.of(others) : wanted));
	}

	@Override
	public String getProperty(String key, String defaultValue) {
		if (this.files != null && key.equals(KEY_STORE)) {
			this.files.write();
		}
		return super.getProperty(key, defaultValue);
	}

}
