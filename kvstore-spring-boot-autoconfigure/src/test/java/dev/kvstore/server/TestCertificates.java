package dev.kvstore.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * A throw-away certificate authority, a certificate that it signed for a server on
 * {@code localhost} and {@code 127.0.0.1}, and one for a client. Each instance has an
 * authority of its own.
 */
public final class TestCertificates {

	/**
	 * Opens each of the key stores and the keys in them.
	 */
	public static final String PASSWORD = "changeit";

	private final Path directory;

	private TestCertificates(Path directory) {
		this.directory = directory;
	}

	/**
	 * Produces an authority and its certificates.
	 * @param directory an empty directory for the files
	 * @return the certificates
	 */
	public static TestCertificates create(Path directory) {
		TestCertificates certificates = new TestCertificates(directory.toAbsolutePath());
		certificates.generate("ca", "-ext", "bc:c=ca:true", "-ext", "ku:c=keyCertSign,cRLSign");
		certificates.generate("server", "-signer", "ca", "-ext", "san=dns:localhost,ip:127.0.0.1", "-ext",
				"eku=serverAuth,clientAuth");
		certificates.generate("client", "-signer", "ca", "-ext", "eku=clientAuth");
		try {
			certificates.export();
		}
		catch (IOException | GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
		return certificates;
	}

	/**
	 * Returns the authority's certificate.
	 * @return a PEM file
	 */
	public Path authority() {
		return this.directory.resolve("ca.pem");
	}

	/**
	 * Returns the server's certificate.
	 * @return a PEM file
	 */
	public Path serverCertificate() {
		return this.directory.resolve("server.pem");
	}

	/**
	 * Returns the server's private key.
	 * @return a PEM file in PKCS#8, not encrypted
	 */
	public Path serverKey() {
		return this.directory.resolve("server-key.pem");
	}

	/**
	 * Returns the client's certificate.
	 * @return a PEM file
	 */
	public Path clientCertificate() {
		return this.directory.resolve("client.pem");
	}

	/**
	 * Returns the client's private key.
	 * @return a PEM file in PKCS#8, not encrypted
	 */
	public Path clientKey() {
		return this.directory.resolve("client-key.pem");
	}

	/**
	 * Returns the server's certificate and key.
	 * @return a PKCS#12 file
	 */
	public Path serverKeyStore() {
		return this.directory.resolve("server.p12");
	}

	/**
	 * Returns the client's certificate and key.
	 * @return a PKCS#12 file
	 */
	public Path clientKeyStore() {
		return this.directory.resolve("client.p12");
	}

	/**
	 * Returns the authority's certificate as one to trust.
	 * @return a PKCS#12 file
	 */
	public Path trustStore() {
		return this.directory.resolve("trust.p12");
	}

	private void generate(String alias, String... extensions) {
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair", "-alias",
						alias, "-dname", "CN=test " + alias, "-keyalg", "EC", "-groupname", "secp256r1", "-validity",
						"30", "-storetype", "PKCS12", "-keystore", everything().toString(), "-storepass", PASSWORD));
		command.addAll(List.of(extensions));
		ServerProcess.Result result = ServerProcess.run(command);
		if (result.failed()) {
			throw new IllegalStateException(result.output());
		}
	}

	private void export() throws IOException, GeneralSecurityException {
		KeyStore store = KeyStore.getInstance("PKCS12");
		try (InputStream input = Files.newInputStream(everything())) {
			store.load(input, PASSWORD.toCharArray());
		}
		writePem(authority(), "CERTIFICATE", store.getCertificate("ca").getEncoded());
		exportKey(store, "server", serverCertificate(), serverKey(), serverKeyStore());
		exportKey(store, "client", clientCertificate(), clientKey(), clientKeyStore());
		KeyStore trusted = emptyStore();
		trusted.setCertificateEntry("ca", store.getCertificate("ca"));
		write(trusted, trustStore());
	}

	private static void exportKey(KeyStore store, String alias, Path certificate, Path key, Path keyStore)
			throws IOException, GeneralSecurityException {
		char[] password = PASSWORD.toCharArray();
		Certificate[] chain = store.getCertificateChain(alias);
		writePem(certificate, "CERTIFICATE", chain[0].getEncoded());
		writePem(key, "PRIVATE KEY", store.getKey(alias, password).getEncoded());
		KeyStore single = emptyStore();
		single.setKeyEntry(alias, store.getKey(alias, password), password, chain);
		write(single, keyStore);
	}

	private static KeyStore emptyStore() throws IOException, GeneralSecurityException {
		KeyStore store = KeyStore.getInstance("PKCS12");
		store.load(null, null);
		return store;
	}

	private static void write(KeyStore store, Path file) throws IOException, GeneralSecurityException {
		try (OutputStream output = Files.newOutputStream(file)) {
			store.store(output, PASSWORD.toCharArray());
		}
	}

	private static void writePem(Path file, String type, byte[] content) throws IOException {
		String text = Base64.getMimeEncoder(64, new byte[] { '\n' }).encodeToString(content);
		Files.writeString(file, "-----BEGIN " + type + "-----\n" + text + "\n-----END " + type + "-----\n",
				StandardCharsets.US_ASCII);
	}

	private Path everything() {
		return this.directory.resolve("everything.p12");
	}

}
