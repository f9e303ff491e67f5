package dev.kvstore.backend.zookeeper;

import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;

import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.kvstore.api.Store;
import dev.kvstore.api.StoreUnavailableException;
import dev.kvstore.backend.Endpoint;
import dev.kvstore.backend.ReadConsistency;
import dev.kvstore.backend.TlsSettings;
import dev.kvstore.server.TcpProxy;
import dev.kvstore.server.TestCertificates;
import dev.kvstore.server.ZooKeeperServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What a user sees of keys that are renewed while a store is open.
 */
@SuppressWarnings("try")
class ZooKeeperRenewedKeysTests {

	private static final char[] PASSWORD = TestCertificates.PASSWORD.toCharArray();

	@TempDir
	private Path directory;

	@Test
	void aRenewedKeyIsShownOnTheNextConnection() throws Exception {
		TestCertificates present = certificates("present");
		RenewableKeys keys = new RenewableKeys(keys(certificates("past")));
		try (ZooKeeperServer server = ZooKeeperServer.withMutualTls(present)) {
			server.start();
			try (Store store = open(server.endpoint(), new TlsSettings(keys, trust(present), List.of(), List.of()))) {
				assertThatExceptionOfType(StoreUnavailableException.class).isThrownBy(() -> store.get("a"))
					.withMessageContaining("certificate");
				keys.renew(keys(present));
				Awaitility.await()
					.atMost(Duration.ofSeconds(30))
					.ignoreExceptions()
					.untilAsserted(() -> assertThat(store.put("a", new byte[1]).version()).isPositive());
			}
		}
	}

	@Test
	void aServerThatIsTooSlowToSayWhyItRefusesIsToldOfAllTheSame() throws Exception {
		TestCertificates certificates = certificates("present");
		try (ZooKeeperServer server = ZooKeeperServer.withMutualTls(certificates)) {
			server.start();
			try (TcpProxy proxy = TcpProxy.to(server.endpoint())) {
				proxy.stall();
				try (Store store = open(proxy.endpoint(),
						new TlsSettings(null, trust(certificates), List.of(), List.of()))) {
					assertThatExceptionOfType(StoreUnavailableException.class).isThrownBy(() -> store.get("a"))
						.withMessageContaining("certificates");
				}
			}
		}
	}

	private static Store open(String endpoint, TlsSettings tls) {
		return ZooKeeperStore
			.open(new ZooKeeperSettings(List.of(Endpoint.parse(endpoint, true)), "", Duration.ofSeconds(2),
					Duration.ofSeconds(3), Duration.ofSeconds(10), ReadConsistency.STRONG, null, tls));
	}

	private TestCertificates certificates(String name) throws Exception {
		return TestCertificates.create(Files.createDirectory(this.directory.resolve(name)));
	}

	private static X509ExtendedKeyManager keys(TestCertificates certificates) throws Exception {
		KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
		factory.init(load(certificates.clientKeyStore()), PASSWORD);
		return (X509ExtendedKeyManager) factory.getKeyManagers()[0];
	}

	private static X509ExtendedTrustManager trust(TestCertificates certificates) throws Exception {
		TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
		factory.init(load(certificates.trustStore()));
		return (X509ExtendedTrustManager) factory.getTrustManagers()[0];
	}

	private static KeyStore load(Path file) throws Exception {
		KeyStore store = KeyStore.getInstance("PKCS12");
		try (InputStream in = Files.newInputStream(file)) {
			store.load(in, PASSWORD);
		}
		return store;
	}

	/**
	 * Keys as an SSL bundle has them that follows its files.
	 */
	private static final class RenewableKeys extends X509ExtendedKeyManager {

		private volatile X509ExtendedKeyManager present;

		RenewableKeys(X509ExtendedKeyManager present) {
			this.present = present;
		}

		void renew(X509ExtendedKeyManager renewed) {
			this.present = renewed;
		}

		@Override
		public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
			return this.present.getClientAliases(keyType, issuers);
		}

		@Override
		public @Nullable String chooseClientAlias(String[] keyType, Principal @Nullable [] issuers,
				@Nullable Socket socket) {
			return this.present.chooseClientAlias(keyType, issuers, socket);
		}

		@Override
		public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
			return this.present.getServerAliases(keyType, issuers);
		}

		@Override
		public @Nullable String chooseServerAlias(String keyType, Principal @Nullable [] issuers,
				@Nullable Socket socket) {
			return this.present.chooseServerAlias(keyType, issuers, socket);
		}

		@Override
		public X509Certificate @Nullable [] getCertificateChain(String alias) {
			return this.present.getCertificateChain(alias);
		}

		@Override
		public @Nullable PrivateKey getPrivateKey(String alias) {
			return this.present.getPrivateKey(alias);
		}

	}

}
