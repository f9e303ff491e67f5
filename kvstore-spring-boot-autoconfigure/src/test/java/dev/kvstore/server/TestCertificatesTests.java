package dev.kvstore.server;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;

import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

/**
 * Tests that the servers show and demand certificates.
 */
class TestCertificatesTests {

	private static TestCertificates own;

	private static TestCertificates foreign;

	@BeforeAll
	static void produce(@TempDir Path first, @TempDir Path second) {
		own = TestCertificates.create(first);
		foreign = TestCertificates.create(second);
	}

	@Test
	void etcdShowsItsCertificate() throws Exception {
		try (EtcdServer server = EtcdServer.withTls(own)) {
			server.start();
			assertThat(statusOf(server, "/version", own, null)).isEqualTo(200);
			assertThatIOException().isThrownBy(() -> statusOf(server, "/version", foreign, null));
		}
	}

	@Test
	void etcdDemandsAClientCertificate() throws Exception {
		try (EtcdServer server = EtcdServer.withMutualTls(own)) {
			server.start();
			assertDemandsClientCertificate(server, "/version");
		}
	}

	@Test
	void consulShowsItsCertificate() throws Exception {
		try (ConsulServer server = ConsulServer.withTls(own)) {
			server.start();
			assertThat(statusOf(server, "/v1/status/leader", own, null)).isEqualTo(200);
			assertThatIOException().isThrownBy(() -> statusOf(server, "/v1/status/leader", foreign, null));
		}
	}

	@Test
	void consulDemandsAClientCertificate() throws Exception {
		try (ConsulServer server = ConsulServer.withMutualTls(own)) {
			server.start();
			assertDemandsClientCertificate(server, "/v1/status/leader");
		}
	}

	private static void assertDemandsClientCertificate(ServerNode server, String path) throws Exception {
		assertThat(statusOf(server, path, own, own)).isEqualTo(200);
		assertThatIOException().isThrownBy(() -> statusOf(server, path, own, null));
		assertThatIOException().isThrownBy(() -> statusOf(server, path, own, foreign));
	}

	private static int statusOf(ServerNode server, String path, TestCertificates trusted,
			@Nullable TestCertificates shown) throws Exception {
		// not java.net.http, which can wait forever once a certificate is refused
		HttpsURLConnection connection = (HttpsURLConnection) URI.create("https://" + server.endpoint() + path)
			.toURL()
			.openConnection();
		connection.setSSLSocketFactory(context(trusted, shown).getSocketFactory());
		try {
			return connection.getResponseCode();
		}
		finally {
			connection.disconnect();
		}
	}

	private static SSLContext context(TestCertificates trusted, @Nullable TestCertificates shown)
			throws GeneralSecurityException, IOException {
		TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
		trust.init(load(trusted.trustStore()));
		KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
		keys.init((shown != null) ? load(shown.clientKeyStore()) : null, TestCertificates.PASSWORD.toCharArray());
		SSLContext context = SSLContext.getInstance("TLS");
		context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
		return context;
	}

	private static KeyStore load(Path file) throws GeneralSecurityException, IOException {
		KeyStore store = KeyStore.getInstance("PKCS12");
		try (InputStream input = Files.newInputStream(file)) {
			store.load(input, TestCertificates.PASSWORD.toCharArray());
		}
		return store;
	}

}
