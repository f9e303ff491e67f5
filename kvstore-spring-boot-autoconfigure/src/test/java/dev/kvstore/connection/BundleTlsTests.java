package dev.kvstore.connection;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslOptions;
import org.springframework.boot.ssl.pem.PemSslStore;
import org.springframework.boot.ssl.pem.PemSslStoreBundle;
import org.springframework.boot.ssl.pem.PemSslStoreDetails;

import dev.kvstore.backend.TlsSettings;
import dev.kvstore.server.TestCertificates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link BundleTls}, with handshakes on loopback.
 */
class BundleTlsTests {

	@TempDir
	static Path directory;

	private static TestCertificates first;

	private static TestCertificates second;

	@BeforeAll
	static void createCertificates() throws IOException {
		first = TestCertificates.create(Files.createDirectory(directory.resolve("first")));
		second = TestCertificates.create(Files.createDirectory(directory.resolve("second")));
	}

	@Test
	void serverOfTheBundlesAuthorityIsTrustedAndNoOther() throws Exception {
		TlsSettings tls = BundleTls.of(bundle(first, null), null, null);
		assertThat(handshake(tls, first)).isNull();
		assertThatExceptionOfType(SSLException.class).isThrownBy(() -> handshake(tls, second));
	}

	@Test
	void bundlesKeyIsShownToAServerThatAsks() throws Exception {
		TlsSettings tls = BundleTls.of(bundle(first, first), null, null);
		X509Certificate shown = handshake(tls, first);
		assertThat(shown).isNotNull()
			.extracting((certificate) -> certificate.getSubjectX500Principal().getName())
			.isEqualTo("CN=test client");
	}

	@Test
	void updateOfTheBundleCountsForTheNextConnection() throws Exception {
		DefaultSslBundleRegistry bundles = new DefaultSslBundleRegistry("mine", bundle(first, first));
		TlsSettings tls = BundleTls.of(bundles.getBundle("mine"), "mine", bundles);
		assertThat(handshake(tls, first)).isNotNull();
		bundles.updateBundle("mine", bundle(second, null));
		assertThat(handshake(tls, second)).isNull();
		assertThatExceptionOfType(SSLException.class).isThrownBy(() -> handshake(tls, first));
	}

	@Test
	void bundleThatIsNotAmongTheOthersIsTakenAsItIs() throws Exception {
		TlsSettings tls = BundleTls.of(bundle(first, null), "missing", new DefaultSslBundleRegistry());
		assertThat(handshake(tls, first)).isNull();
	}

	@Test
	void optionsOfTheBundleAreKept() {
		SslBundle bundle = SslBundle.of(bundle(first, null).getStores(), null,
				SslOptions.of(new String[] { "TLS_AES_128_GCM_SHA256" }, new String[] { "TLSv1.3" }));
		TlsSettings tls = BundleTls.of(bundle, null, null);
		assertThat(tls.protocols()).isEqualTo(List.of("TLSv1.3"));
		assertThat(tls.ciphers()).isEqualTo(List.of("TLS_AES_128_GCM_SHA256"));
	}

	private static SslBundle bundle(TestCertificates trusted, @Nullable TestCertificates shown) {
		PemSslStore keys = (shown != null)
				? PemSslStore.load(PemSslStoreDetails.forCertificate(shown.clientCertificate().toUri().toString())
					.withPrivateKey(shown.clientKey().toUri().toString()))
				: null;
		PemSslStore trust = PemSslStore.load(PemSslStoreDetails.forCertificate(trusted.authority().toUri().toString()));
		return SslBundle.of(new PemSslStoreBundle(keys, trust));
	}

	/**
	 * Connects to a server that asks for a certificate and does not need one.
	 * @param tls the client's settings
	 * @param server whose certificate the server shows
	 * @return the client's certificate, or {@code null} if it showed none
	 */
	private static @Nullable X509Certificate handshake(TlsSettings tls, TestCertificates server) throws Exception {
		SslBundle own = SslBundle.of(new PemSslStoreBundle(
				PemSslStore.load(PemSslStoreDetails.forCertificate(server.serverCertificate().toUri().toString())
					.withPrivateKey(server.serverKey().toUri().toString())),
				PemSslStore.load(PemSslStoreDetails.forCertificate(server.authority().toUri().toString()))));
		SSLContext serverContext = own.createSslContext();
		try (SSLServerSocket listening = (SSLServerSocket) serverContext.getServerSocketFactory()
			.createServerSocket(0)) {
			listening.setWantClientAuth(true);
			CompletableFuture<@Nullable X509Certificate> shown = CompletableFuture.supplyAsync(() -> accept(listening));
			try (SSLSocket socket = (SSLSocket) tls.sslContext()
				.getSocketFactory()
				.createSocket("localhost", listening.getLocalPort())) {
				socket.startHandshake();
				assertThat(socket.getInputStream().read()).isEqualTo(1);
			}
			return shown.join();
		}
	}

	private static @Nullable X509Certificate accept(SSLServerSocket listening) {
		try (SSLSocket socket = (SSLSocket) listening.accept()) {
			socket.startHandshake();
			X509Certificate certificate = peer(socket);
			socket.getOutputStream().write(1);
			return certificate;
		}
		catch (IOException ex) {
			return null;
		}
	}

	private static @Nullable X509Certificate peer(SSLSocket socket) {
		try {
			return (X509Certificate) socket.getSession().getPeerCertificates()[0];
		}
		catch (IOException ex) {
			return null;
		}
	}

}
