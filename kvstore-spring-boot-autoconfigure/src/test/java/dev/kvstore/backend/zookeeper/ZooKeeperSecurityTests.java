package dev.kvstore.backend.zookeeper;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;

import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.data.ACL;
import org.apache.zookeeper.data.Id;
import org.apache.zookeeper.server.auth.DigestAuthenticationProvider;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.kvstore.api.KeyValue;
import dev.kvstore.api.LockHandle;
import dev.kvstore.api.PutOptions;
import dev.kvstore.api.Store;
import dev.kvstore.api.StoreAccessDeniedException;
import dev.kvstore.api.StoreUnavailableException;
import dev.kvstore.api.Watch;
import dev.kvstore.api.WatchEvent;
import dev.kvstore.backend.Credentials;
import dev.kvstore.backend.Endpoint;
import dev.kvstore.backend.ReadConsistency;
import dev.kvstore.backend.TlsSettings;
import dev.kvstore.server.TestCertificates;
import dev.kvstore.server.ZooKeeperServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Servers that demand something of their clients.
 */
@SuppressWarnings("try")
class ZooKeeperSecurityTests {

	private static final Credentials ALICE = new Credentials("alice", "s3cret-of-alice");

	@TempDir
	private Path directory;

	@Test
	void aServerIsVerifiedByItsCertificateAndEverythingWorks() throws Exception {
		TestCertificates certificates = certificates("one");
		try (ZooKeeperServer server = ZooKeeperServer.withTls(certificates)) {
			server.start();
			try (Store store = open(server.endpoint(), null, trusting(certificates, false))) {
				assertWorks(store);
				assertThat(store.status().details()).containsKeys("version", "mode");
			}
		}
	}

	@Test
	void aServerMayDemandAClientCertificate() throws Exception {
		TestCertificates certificates = certificates("one");
		try (ZooKeeperServer server = ZooKeeperServer.withMutualTls(certificates)) {
			server.start();
			try (Store store = open(server.endpoint(), null, trusting(certificates, true))) {
				assertWorks(store);
			}
			assertCertificateProblem(server.endpoint(), trusting(certificates, false));
		}
	}

	@Test
	void aServerWithAnotherAuthorityIsNotTrustedAndTheMessageSaysCertificate() throws Exception {
		TestCertificates certificates = certificates("one");
		try (ZooKeeperServer server = ZooKeeperServer.withTls(certificates)) {
			server.start();
			assertCertificateProblem(server.endpoint(), trusting(certificates("other"), false));
		}
	}

	@Test
	void aServerWithAnotherNameIsNotTrusted() throws Exception {
		TestCertificates certificates = certificates("one");
		try (ZooKeeperServer server = ZooKeeperServer.withTls(certificates)) {
			server.start();
			String other = server.endpoint().replace("127.0.0.1", "0.0.0.0");
			assertCertificateProblem(other, trusting(certificates, false));
		}
	}

	@Test
	void noKeyIsLeftInAFileAfterClose() throws Exception {
		TestCertificates certificates = certificates("one");
		Set<Path> before = temporary();
		try (ZooKeeperServer server = ZooKeeperServer.withMutualTls(certificates)) {
			server.start();
			try (Store store = open(server.endpoint(), null, trusting(certificates, true))) {
				store.get("a");
			}
		}
		assertThat(temporary()).isEqualTo(before);
	}

	private static Set<Path> temporary() throws IOException {
		try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
			return files.filter((file) -> file.getFileName().toString().startsWith("kvstore-zookeeper"))
				.filter((file) -> Files.exists(file.resolve("trust.p12")))
				.collect(Collectors.toSet());
		}
	}

	@Test
	void nodesBelongToTheUserWhoCreatedThem() throws Exception {
		try (ZooKeeperServer server = ZooKeeperServer.create()) {
			server.start();
			try (Store store = open(server.endpoint(), ALICE, null)) {
				assertWorks(store);
				store.put("a/b/c", new byte[1], PutOptions.ttl(Duration.ofHours(1)));
				LockHandle handle = store.newLock("a").lock();
				assertThat(acls(server.endpoint())).isNotEmpty()
					.allSatisfy((acl) -> assertThat(acl.getId().getId()).startsWith("alice:"));
				handle.close();
			}
		}
	}

	@Test
	void wrongCredentialsAreDeniedAndNoMessageShowsThem() {
		try (ZooKeeperServer server = ZooKeeperServer.create()) {
			server.start();
			try (Store store = open(server.endpoint(), ALICE, null)) {
				store.put("a", new byte[1]);
				store.atomicPut("b", new byte[1], null);
			}
			Credentials wrong = new Credentials("alice", "wr0ng");
			try (Store store = open(server.endpoint(), wrong, null)) {
				for (Runnable call : List.<Runnable>of(() -> store.get("a"), () -> store.put("a", new byte[1]),
						() -> store.list(""), () -> store.delete("a"), () -> store.status(),
						() -> store.newLock("a").tryLock())) {
					assertThatExceptionOfType(StoreAccessDeniedException.class).isThrownBy(call::run)
						.satisfies((ex) -> assertThat(ex.toString()).doesNotContain("wr0ng", "s3cret"));
				}
			}
			assertThat(settings(server.endpoint(), wrong, null).toString()).doesNotContain("wr0ng");
		}
	}

	@Test
	void aChrootIsEnoughWhereNothingAboveItMayBeReadOrChanged() throws Exception {
		try (ZooKeeperServer server = ZooKeeperServer.create()) {
			server.start();
			try (ZooKeeper admin = new ZooKeeper(server.endpoint(), 10_000, null)) {
				admin.addAuthInfo("digest", "admin:admin".getBytes(StandardCharsets.UTF_8));
				admin.addAuthInfo("digest", "alice:s3cret-of-alice".getBytes(StandardCharsets.UTF_8));
				List<ACL> admins = Collections.singletonList(new ACL(ZooDefs.Perms.ALL,
						new Id("digest", DigestAuthenticationProvider.generateDigest("admin:admin"))));
				admin.create("/some", null, admins, CreateMode.PERSISTENT);
				admin.create("/some/where", null,
						Collections.singletonList(new ACL(ZooDefs.Perms.ALL,
								new Id("digest",
										DigestAuthenticationProvider.generateDigest("alice:s3cret-of-alice")))),
						CreateMode.PERSISTENT);
				admin.setACL("/", admins, -1);
			}
			try (Store store = open(server.endpoint(), ALICE, null)) {
				assertWorks(store);
				KeyValue put = store.put("a/b/c", new byte[1], PutOptions.ttl(Duration.ofHours(1)));
				assertThat(store.atomicDelete("a/b/c", put)).isTrue();
				assertThat(store.delete("w/a")).isTrue();
				assertThat(store.deleteTree("")).isZero();
			}
		}
	}

	@Test
	void aKeyThatMayNotBeDeletedKeepsNoOtherFromExpiring() throws Exception {
		try (ZooKeeperServer server = ZooKeeperServer.create()) {
			server.start();
			try (Store store = open(server.endpoint(), ALICE, null)) {
				store.put("kept/other", new byte[0]);
				try (ZooKeeper client = new ZooKeeper(server.endpoint(), 10_000, null)) {
					client.addAuthInfo("digest", "alice:s3cret-of-alice".getBytes(StandardCharsets.UTF_8));
					client.setACL("/some/where/kept",
							Collections.singletonList(
									new ACL(ZooDefs.Perms.ALL ^ ZooDefs.Perms.DELETE, ZooDefs.Ids.ANYONE_ID_UNSAFE)),
							-1);
				}
				PutOptions options = PutOptions.ttl(Duration.ofSeconds(1));
				// many, so that some are due together
				for (int i = 0; i < 50; i++) {
					store.put("kept/" + i, new byte[0], options);
					store.put("free/" + i, new byte[0], options);
				}
				Awaitility.await().until(() -> store.list("free").isEmpty());
				assertThat(store.list("kept")).hasSize(51);
			}
		}
	}

	private static void assertWorks(Store store) throws InterruptedException {
		List<WatchEvent> events = new CopyOnWriteArrayList<>();
		try (Watch watch = store.watchTree("w", events::add)) {
			Awaitility.await().until(watch::isSynced);
			KeyValue put = store.put("w/a", new byte[200_000]);
			assertThat(store.get("w/a")).contains(put);
			assertThat(store.atomicPut("w/a", new byte[1], put)).isPresent();
			Awaitility.await().until(() -> events.size() >= 2);
		}
		try (LockHandle handle = store.newLock("l").lock()) {
			assertThat(handle.isHeld()).isTrue();
		}
	}

	private static void assertCertificateProblem(String endpoint, TlsSettings tls) {
		try (Store store = open(endpoint, null, tls)) {
			assertThatExceptionOfType(StoreUnavailableException.class).isThrownBy(() -> store.get("a"))
				.withMessageContaining("certificate")
				.satisfies((ex) -> assertThat(ex.outcomeUnknown()).isFalse());
		}
	}

	private static List<ACL> acls(String endpoint) throws Exception {
		try (ZooKeeper client = new ZooKeeper(endpoint, 10_000, null)) {
			client.addAuthInfo("digest", "alice:s3cret-of-alice".getBytes(StandardCharsets.UTF_8));
			List<String> paths = new ArrayList<>();
			collect(client, "/", paths);
			List<ACL> acls = new ArrayList<>();
			for (String path : paths) {
				acls.addAll(client.getACL(path, null));
			}
			return acls;
		}
	}

	private static void collect(ZooKeeper client, String path, List<String> paths) throws Exception {
		for (String name : client.getChildren(path, false)) {
			String child = Layout.child(path, name);
			if (!child.equals("/zookeeper")) {
				paths.add(child);
				collect(client, child, paths);
			}
		}
	}

	private TestCertificates certificates(String name) throws IOException {
		return TestCertificates.create(Files.createDirectory(this.directory.resolve(name)));
	}

	private static Store open(String endpoint, @Nullable Credentials credentials, @Nullable TlsSettings tls) {
		return ZooKeeperStore.open(settings(endpoint, credentials, tls));
	}

	private static ZooKeeperSettings settings(String endpoint, @Nullable Credentials credentials,
			@Nullable TlsSettings tls) {
		return new ZooKeeperSettings(List.of(Endpoint.parse(endpoint, tls != null)), "/some/where",
				Duration.ofSeconds(2), Duration.ofSeconds(5), Duration.ofSeconds(10), ReadConsistency.STRONG,
				credentials, tls);
	}

	private static TlsSettings trusting(TestCertificates certificates, boolean mutual) throws Exception {
		TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
		trust.init(load(certificates.trustStore()));
		KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
		keys.init(load(certificates.clientKeyStore()), TestCertificates.PASSWORD.toCharArray());
		X509ExtendedKeyManager keyManager = mutual ? (X509ExtendedKeyManager) keys.getKeyManagers()[0] : null;
		return new TlsSettings(keyManager, (X509ExtendedTrustManager) trust.getTrustManagers()[0], List.of(),
				List.of());
	}

	private static KeyStore load(Path file) throws IOException, GeneralSecurityException {
		KeyStore store = KeyStore.getInstance("PKCS12");
		try (InputStream in = Files.newInputStream(file)) {
			store.load(in, TestCertificates.PASSWORD.toCharArray());
		}
		return store;
	}

}
