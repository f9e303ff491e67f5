package dev.kvstore.backend.zookeeper;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.List;

import javax.net.ssl.X509ExtendedKeyManager;

import dev.kvstore.backend.TlsSettings;

/**
 * The present certificates and keys as files for the client, readable by this user and
 * encrypted with a password that only this process ever knows.
 */
final class KeyFiles implements AutoCloseable {

	private static final List<String> KEY_TYPES = List.of("EC", "RSA", "EdDSA", "RSASSA-PSS", "DSA");

	private final TlsSettings settings;

	private final Path directory;

	private final String password;

	private KeyFiles(TlsSettings settings, Path directory, String password) {
		this.settings = settings;
		this.directory = directory;
		this.password = password;
	}

	static KeyFiles create(TlsSettings settings) {
		byte[] secret = new byte[32];
		new SecureRandom().nextBytes(secret);
		try {
			Path directory = Files.createTempDirectory("kvstore-zookeeper");
			return new KeyFiles(settings, directory, HexFormat.of().formatHex(secret));
		}
		catch (IOException ex) {
			throw new UncheckedIOException("ZooKeeper's client needs a directory for temporary files for TLS", ex);
		}
	}

	String password() {
		return this.password;
	}

	String keyStore() {
		return (this.settings.keyManager() != null) ? this.directory.resolve("keys.p12").toString() : "";
	}

	String trustStore() {
		return this.directory.resolve("trust.p12").toString();
	}

	/**
	 * Writes what the settings' managers know at present.
	 */
	synchronized void write() {
		try {
			KeyStore trusted = empty();
			int number = 0;
			for (X509Certificate certificate : this.settings.trustManager().getAcceptedIssuers()) {
				trusted.setCertificateEntry("trusted-" + number++, certificate);
			}
			store(trusted, trustStore());
			X509ExtendedKeyManager keyManager = this.settings.keyManager();
			if (keyManager != null) {
				store(keys(keyManager), keyStore());
			}
		}
		catch (IOException | GeneralSecurityException ex) {
			throw new IllegalStateException("The certificates of the SSL bundle cannot be given to ZooKeeper's client",
					ex);
		}
	}

	private KeyStore keys(X509ExtendedKeyManager keyManager) throws IOException, GeneralSecurityException {
		KeyStore keys = empty();
		for (String type : KEY_TYPES) {
			String[] aliases = keyManager.getClientAliases(type, null);
			for (String alias : (aliases != null) ? aliases : new String[0]) {
				PrivateKey key = keyManager.getPrivateKey(alias);
				keys.setKeyEntry(type + "-" + alias, key, this.password.toCharArray(),
						keyManager.getCertificateChain(alias));
			}
		}
		return keys;
	}

	private static KeyStore empty() throws IOException, GeneralSecurityException {
		KeyStore store = KeyStore.getInstance("PKCS12");
		store.load(null, null);
		return store;
	}

	private void store(KeyStore store, String file) throws IOException, GeneralSecurityException {
		// another session's client may be reading it
		Path unfinished = this.directory.resolve("unfinished.p12");
		try (OutputStream out = Files.newOutputStream(unfinished)) {
			store.store(out, this.password.toCharArray());
		}
		Files.move(unfinished, Path.of(file), StandardCopyOption.ATOMIC_MOVE);
	}

	@Override
	public synchronized void close() {
		try {
			Files.deleteIfExists(this.directory.resolve("keys.p12"));
			Files.deleteIfExists(this.directory.resolve("trust.p12"));
			Files.deleteIfExists(this.directory.resolve("unfinished.p12"));
			Files.deleteIfExists(this.directory);
		}
		catch (IOException ex) {
			this.directory.toFile().deleteOnExit();
		}
	}

}
