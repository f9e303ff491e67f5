package dev.kvstore.backend;

import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;

import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;

import org.jspecify.annotations.Nullable;

/**
 * How connections by TLS are made. The managers are asked for every new connection, so
 * those that change their mind, as after a renewal of certificates, are heard. The host's
 * name is always verified.
 *
 * @param keyManager shows this client's certificate, or {@code null} to have none
 * @param trustManager decides which servers to trust
 * @param protocols the protocols to offer, empty for the JDK's choice
 * @param ciphers the cipher suites to offer, empty for the JDK's choice
 */
public record TlsSettings(@Nullable X509ExtendedKeyManager keyManager, X509ExtendedTrustManager trustManager,
		List<String> protocols, List<String> ciphers) {

	/**
	 * Creates settings with copies of the lists.
	 */
	public TlsSettings {
		Arguments.requireNonNull(trustManager, "trustManager");
		protocols = List.copyOf(protocols);
		ciphers = List.copyOf(ciphers);
	}

	/**
	 * Returns settings that trust what the JDK trusts and show no certificate.
	 * @return new settings
	 * @throws IllegalStateException if the JDK cannot make them
	 */
	public static TlsSettings ofSystem() {
		try {
			TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
			factory.init((KeyStore) null);
			return new TlsSettings(null, (X509ExtendedTrustManager) factory.getTrustManagers()[0], List.of(),
					List.of());
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("The JDK's trusted certificates cannot be used", ex);
		}
	}

	/**
	 * Returns a context with these managers.
	 * @return a new context
	 * @throws IllegalStateException if the JDK cannot make one
	 */
	public SSLContext sslContext() {
		try {
			SSLContext context = SSLContext.getInstance("TLS");
			KeyManager[] keyManagers = (this.keyManager != null) ? new KeyManager[] { this.keyManager } : null;
			context.init(keyManagers, new TrustManager[] { this.trustManager }, null);
			return context;
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("No TLS context can be made", ex);
		}
	}

	@Override
	public String toString() {
		return "TlsSettings[protocols=" + this.protocols + ", ciphers=" + this.ciphers + "]";
	}

}
