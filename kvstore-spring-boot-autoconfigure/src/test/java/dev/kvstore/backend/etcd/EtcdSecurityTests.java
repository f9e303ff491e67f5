package dev.kvstore.backend.etcd;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;

import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.kvstore.api.KeyValue;
import dev.kvstore.api.LockHandle;
import dev.kvstore.api.LockOptions;
import dev.kvstore.api.PutOptions;
import dev.kvstore.api.Store;
import dev.kvstore.api.StoreAccessDeniedException;
import dev.kvstore.api.StoreUnavailableException;
import dev.kvstore.api.Watch;
import dev.kvstore.backend.Credentials;
import dev.kvstore.backend.TlsSettings;
import dev.kvstore.server.EtcdServer;
import dev.kvstore.server.TestCertificates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class EtcdSecurityTests {

	private static final byte[] VALUE = { 1 };

	private static final String PASSWORD = "pass-word-7";

	private static TestCertificates certificates;

	private static TestCertificates others;

	@BeforeAll
	static void createCertificates(@TempDir Path directory) throws IOException {
		certificates = TestCertificates.create(Files.createDirectory(directory.resolve("own")));
		others = TestCertificates.create(Files.createDirectory(directory.resolve("others")));
	}

	@Test
	void aServerWithACertificateIsTrustedByItsAuthority() throws Exception {
		try (EtcdServer server = started(EtcdServer.withTls(certificates));
				Store store = open(server, tls(certificates, null))) {
			assertWorks(store, "a");
		}
	}

	@Test
	void aServerThatAsksForACertificateGetsIt() throws Exception {
		try (EtcdServer server = started(EtcdServer.withMutualTls(certificates));
				Store store = open(server, tls(certificates, certificates));
				Store without = open(server, tls(certificates, null))) {
			assertWorks(store, "a");
			assertThatExceptionOfType(StoreUnavailableException.class).isThrownBy(() -> without.get("a"))
				.withMessageContaining("certificate");
		}
	}

	@Test
	void aServerOfAnotherAuthorityIsRefusedForItsCertificate() throws Exception {
		try (EtcdServer server = started(EtcdServer.withTls(certificates));
				Store store = open(server, tls(others, null))) {
			assertThatExceptionOfType(StoreUnavailableException.class).isThrownBy(() -> store.put("a", VALUE))
				.withMessageContaining("certificate")
				.matches((ex) -> !ex.outcomeUnknown());
		}
	}

	@Test
	void everyConnectionAsksToVerifyTheHost() throws Exception {
		try (EtcdServer server = started(EtcdServer.withTls(certificates))) {
			HostVerification verification = new HostVerification(tls(certificates, null).trustManager());
			TlsSettings verifying = new TlsSettings(null, verification, List.of("TLSv1.3"), List.of());
			try (Store store = open(server, verifying); Store second = open(server, verifying)) {
				assertWorks(store, "a");
				assertWorks(second, "a");
			}
			assertThat(verification.asked()).containsExactly("HTTPS of 127.0.0.1", "HTTPS of 127.0.0.1");
		}
	}

	@Test
	void credentialsOpenWhatTheirRolesAllow() throws Exception {
		try (EtcdServer server = started(EtcdServer.create())) {
			protect(server);
			try (Store store = open(server, "limited", PASSWORD)) {
				assertWorks(store, "allowed/a");
				assertThatExceptionOfType(StoreAccessDeniedException.class)
					.isThrownBy(() -> store.put("other/a", VALUE))
					.withMessageContainingAll("other/a", "etcd");
				assertThatExceptionOfType(StoreAccessDeniedException.class).isThrownBy(() -> store.get("other/a"));
			}
		}
	}

	@Test
	void rootMayLockWatchAndExpire() throws Exception {
		try (EtcdServer server = started(EtcdServer.create())) {
			protect(server);
			try (Store store = open(server, "root", "root-password"); Watch watch = store.watchTree("", (event) -> {
			})) {
				Awaitility.await().until(watch::isSynced);
				store.put("a", VALUE, PutOptions.ttl(Duration.ofMillis(300)));
				try (LockHandle handle = store.newLock("a").lock()) {
					assertThat(handle.isHeld()).isTrue();
				}
				Awaitility.await().atMost(Duration.ofSeconds(3)).until(() -> !store.exists("a"));
			}
		}
	}

	@Test
	void wrongCredentialsAreDeniedAndNotTold() throws Exception {
		try (EtcdServer server = started(EtcdServer.create())) {
			protect(server);
			String wrong = "wrong-word-8";
			try (Store store = open(server, "limited", wrong); Store nobody = open(server, null, null)) {
				assertThatExceptionOfType(StoreAccessDeniedException.class).isThrownBy(() -> store.get("allowed/a"))
					.satisfies((ex) -> assertThat(ex).hasStackTraceContaining("authentication failed")
						.message()
						.doesNotContain(wrong));
				assertThatExceptionOfType(StoreAccessDeniedException.class).isThrownBy(() -> nobody.get("allowed/a"));
			}
			assertThat(settings(server).withCredentials(new Credentials("limited", wrong)).toString())
				.doesNotContain(wrong);
		}
	}

	@Test
	void credentialsThatNobodyAsksForDoNoHarm() throws Exception {
		try (EtcdServer server = started(EtcdServer.create()); Store store = open(server, "limited", PASSWORD)) {
			assertWorks(store, "allowed/a");
			protect(server);
			assertWorks(store, "allowed/a");
		}
	}

	@Test
	void anExpiredTokenIsReplaced() throws Exception {
		try (EtcdServer server = started(withShortTokens())) {
			protect(server);
			try (Store store = open(server, "limited", PASSWORD); Watch watch = store.watchTree("allowed", (event) -> {
			})) {
				Awaitility.await().until(watch::isSynced);
				for (int i = 0; i < 2; i++) {
					assertWorks(store, "allowed/a");
					awaitExpiryOfTokens(server);
				}
				assertWorks(store, "allowed/a");
				assertThat(watch.isSynced()).isTrue();
			}
		}
	}

	@Test
	void aLockAndKeysOutliveTheirToken() throws Exception {
		PutOptions keepAlive = PutOptions.ttl(Duration.ofSeconds(2)).withKeepAlive();
		try (EtcdServer server = started(withShortTokens())) {
			protect(server);
			try (Store store = open(server, "root", "root-password");
					LockHandle handle = store.newLock("a", LockOptions.defaults().withTtl(Duration.ofSeconds(2)))
						.lock();
					Store observer = open(server, "root", "root-password")) {
				KeyValue kept = store.put("kept", VALUE, keepAlive);
				for (int i = 0; i < 3; i++) {
					awaitExpiryOfTokens(server);
				}
				assertThat(handle.isHeld()).isTrue();
				assertThat(observer.get("kept")).contains(kept);
			}
		}
	}

	@Test
	void aKeyIsDueOnTimeAlsoIfTheTokenExpiredMeanwhile() throws Exception {
		EtcdServer slow = EtcdServer.create("--auth-token-ttl", "1", "--bcrypt-cost", "4", "--heartbeat-interval",
				"1000", "--election-timeout", "20000");
		try (EtcdServer server = started(slow)) {
			protect(server);
			try (Store store = open(server, "limited", PASSWORD); Store observer = open(server, "limited", PASSWORD)) {
				store.put("allowed/a", VALUE, PutOptions.ttl(Duration.ofSeconds(4)));
				Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> !observer.exists("allowed/a"));
			}
		}
	}

	private static EtcdServer withShortTokens() {
		return EtcdServer.create("--auth-token-ttl", "1", "--bcrypt-cost", "4");
	}

	private static void awaitExpiryOfTokens(EtcdServer server) throws InterruptedException {
		try (RawEtcd raw = new RawEtcd(server.endpoint())) {
			// being used prolongs a token's life: each is shown once
			Iterator<String> tokens = Stream.generate(() -> raw.token("limited", PASSWORD))
				.limit(100)
				.toList()
				.iterator();
			Awaitility.await().until(() -> raw.isRefused(tokens.next()));
		}
	}

	@Test
	void aTokenThatTheServerForgotIsReplaced() throws Exception {
		try (EtcdServer server = started(EtcdServer.create())) {
			protect(server);
			try (Store store = open(server, "limited", PASSWORD); Watch watch = store.watchTree("allowed", (event) -> {
			})) {
				Awaitility.await().until(watch::isSynced);
				server.restart();
				assertWorks(store, "allowed/a");
				Awaitility.await().until(watch::isSynced);
			}
		}
	}

	private static void assertWorks(Store store, String key) {
		KeyValue put = store.put(key, VALUE);
		assertThat(store.get(key)).contains(put);
		assertThat(store.atomicDelete(key, put)).isTrue();
	}

	private static EtcdServer started(EtcdServer server) {
		server.start();
		return server;
	}

	private static void protect(EtcdServer server) throws InterruptedException {
		try (RawEtcd raw = new RawEtcd(server.endpoint())) {
			raw.enableAuthentication("limited", PASSWORD, "allowed");
		}
	}

	private static EtcdSettings settings(EtcdServer server) {
		return RawEtcd.settings(List.of(server.url()));
	}

	private static Store open(EtcdServer server, TlsSettings tls) {
		return EtcdStore.open(settings(server).withTls(tls));
	}

	private static Store open(EtcdServer server, @Nullable String user, @Nullable String password) {
		return EtcdStore.open((user != null && password != null)
				? settings(server).withCredentials(new Credentials(user, password)) : settings(server));
	}

	private static TlsSettings tls(TestCertificates trusted, @Nullable TestCertificates own)
			throws IOException, GeneralSecurityException {
		TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
		trust.init(keyStore(trusted.trustStore()));
		return new TlsSettings((own != null) ? keyManager(own) : null,
				(X509ExtendedTrustManager) trust.getTrustManagers()[0], List.of(), List.of());
	}

	private static X509ExtendedKeyManager keyManager(TestCertificates own)
			throws IOException, GeneralSecurityException {
		KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
		keys.init(keyStore(own.clientKeyStore()), TestCertificates.PASSWORD.toCharArray());
		return (X509ExtendedKeyManager) keys.getKeyManagers()[0];
	}

	private static KeyStore keyStore(Path file) throws IOException, GeneralSecurityException {
		KeyStore store = KeyStore.getInstance("PKCS12");
		try (InputStream input = Files.newInputStream(file)) {
			store.load(input, TestCertificates.PASSWORD.toCharArray());
		}
		return store;
	}

}
