package dev.kvstore.backend.consul;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Arrays;
import java.util.List;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.kvstore.api.KeyValue;
import dev.kvstore.api.Store;
import dev.kvstore.api.StoreAccessDeniedException;
import dev.kvstore.api.StoreUnavailableException;
import dev.kvstore.backend.Endpoint;
import dev.kvstore.backend.TlsSettings;
import dev.kvstore.server.ConsulServer;
import dev.kvstore.server.TestCertificates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ConsulSecurityTests {

	private static final byte[] VALUE = "1".getBytes(StandardCharsets.UTF_8);

	private static final String WRONG = "0dc0ffee-0000-4000-8000-000000000000";

	private static TestCertificates certificates;

	private static TestCertificates others;

	@BeforeAll
	static void createCertificates(@TempDir Path directory) throws IOException {
		certificates = TestCertificates.create(Files.createDirectory(directory.resolve("own")));
		others = TestCertificates.create(Files.createDirectory(directory.resolve("others")));
	}

	@Test
	void tlsVerifiesTheServer() throws Exception {
		try (ConsulServer server = ConsulServer.withTls(certificates)) {
			server.start();
			assertWorks(secure(server).withTls(tls(certificates, null)));
			assertCertificateIsRefused(secure(server).withTls(tls(others, null)));
			assertCertificateIsRefused(secure(server));
		}
	}

	@Test
	void mutualTlsShowsTheClientsCertificate() throws Exception {
		try (ConsulServer server = ConsulServer.withMutualTls(certificates)) {
			server.start();
			assertWorks(secure(server).withTls(tls(certificates, certificates)));
			assertCertificateIsRefused(secure(server).withTls(tls(certificates, null)));
			assertCertificateIsRefused(secure(server).withTls(tls(certificates, others)));
		}
	}

	@Test
	void aRefusedCertificateIsNamedAlsoIfTheServerCutsTheConnectionMeanwhile() throws Exception {
		try (ConsulServer server = ConsulServer.withMutualTls(certificates)) {
			server.start();
			for (TestCertificates own : Arrays.asList(null, others)) {
				try (Store store = ConsulStore.open(secure(server).withTls(tls(certificates, own)))) {
					for (int i = 0; i < 50; i++) {
						assertThatExceptionOfType(StoreUnavailableException.class)
							.isThrownBy(() -> store.put("a", new byte[ConsulStore.MAX_VALUE_SIZE]))
							.withMessageContaining("certificate")
							.satisfies((ex) -> assertThat(ex.outcomeUnknown()).isFalse());
					}
				}
			}
		}
	}

	@Test
	void aServerWithoutTlsIsNoServerWithIt() throws Exception {
		try (ConsulServer server = ConsulServer.create()) {
			server.start();
			try (Store store = ConsulStore.open(secure(server).withTls(tls(certificates, null)))) {
				assertThatExceptionOfType(StoreUnavailableException.class).isThrownBy(store::status)
					.withMessageContaining("TLS");
			}
		}
	}

	@Test
	void theTokenOpensADefaultDenyServer() throws Exception {
		try (ConsulServer server = ConsulServer.withAcl()) {
			server.start();
			assertWorks(plain(server).withToken(ConsulServer.MANAGEMENT_TOKEN));
			assertDenied(plain(server).withToken(WRONG));
			assertDenied(plain(server));
			try (Store store = ConsulStore.open(plain(server).withToken(WRONG))) {
				assertThatExceptionOfType(StoreAccessDeniedException.class).isThrownBy(store::status);
			}
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "allowed/key", "allowed/\u00e4" })
	void aTokenThatMayReadOnlyIsDeniedEveryWrite(String key) throws Exception {
		try (ConsulServer server = ConsulServer.withAcl()) {
			server.start();
			String token = token(server, "key_prefix \"allowed\" { policy = \"read\" }");
			try (Store owner = ConsulStore.open(plain(server).withToken(ConsulServer.MANAGEMENT_TOKEN));
					Store store = ConsulStore.open(plain(server).withToken(token))) {
				KeyValue put = owner.put(key, VALUE);
				assertThat(store.get(key)).contains(put);
				assertDenied(() -> store.put(key, VALUE));
				assertDenied(() -> store.atomicPut(key, VALUE, put));
				assertDenied(() -> store.atomicDelete(key, put));
				assertDenied(() -> store.delete(key));
				assertDenied(() -> store.deleteTree("allowed"));
				assertDenied(() -> store.transaction().check(put).put(key, VALUE).commit());
				assertDenied(() -> store.newLock(key).tryLock());
				assertDenied(() -> store.get("other" + key));
				owner.put("other" + key, VALUE);
				assertDenied(() -> store.get("other" + key));
				assertThat(owner.list("allowed")).containsExactly(put);
				assertThat(store.status().quorum()).isTrue();
			}
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "Permission denied", "ACL not found/\u00e4" })
	void aKeyThatReadsLikeARefusalIsNone(String key) throws Exception {
		try (ConsulServer server = ConsulServer.create()) {
			server.start();
			try (Store store = ConsulStore.open(plain(server))) {
				assertThat(store.get(key)).isEmpty();
				assertThat(store.delete(key)).isFalse();
				KeyValue stale = store.put(key, VALUE);
				store.put(key, VALUE);
				assertThat(store.atomicPut(key, VALUE, stale)).isEmpty();
				assertThat(store.atomicDelete(key, stale)).isFalse();
				assertThat(store.transaction().check(stale).delete(key).commit()).isEmpty();
			}
		}
	}

	@Test
	void noTextShowsTheToken() {
		ConsulSettings settings = ConsulSettings.of(new Endpoint(false, "localhost", 1)).withToken(WRONG);
		assertThat(settings.toString()).doesNotContain(WRONG);
		try (Store store = ConsulStore.open(settings)) {
			assertThatExceptionOfType(StoreUnavailableException.class).isThrownBy(() -> store.get("a"))
				.satisfies((ex) -> assertThat(ex).hasMessageContaining("get of 'a'").message().doesNotContain(WRONG));
		}
	}

	private static void assertWorks(ConsulSettings settings) {
		try (Store store = ConsulStore.open(settings)) {
			KeyValue put = store.put("works", VALUE);
			assertThat(store.list("")).contains(put);
			assertThat(store.newLock("works").tryLock()).isPresent();
			assertThat(store.status().quorum()).isTrue();
		}
	}

	private static void assertCertificateIsRefused(ConsulSettings settings) {
		try (Store store = ConsulStore.open(settings)) {
			assertThatExceptionOfType(StoreUnavailableException.class).isThrownBy(() -> store.get("a"))
				.withMessageContaining("certificate");
		}
	}

	private static void assertDenied(ConsulSettings settings) {
		try (Store store = ConsulStore.open(settings)) {
			assertDenied(() -> store.get("a"));
			assertDenied(() -> store.get("\u00e4"));
			assertDenied(() -> store.put("a", VALUE));
			assertDenied(() -> store.newLock("a").tryLock());
		}
	}

	private static void assertDenied(ThrowingCallable call) {
		assertThatExceptionOfType(StoreAccessDeniedException.class).isThrownBy(call)
			.satisfies((ex) -> assertThat(ex.getMessage()).contains("token").doesNotContain(WRONG));
	}

	private static String token(ConsulServer server, String rules) throws IOException, InterruptedException {
		ConsulHttp http = new ConsulHttp(server);
		JsonObject policy = new JsonObject();
		policy.addProperty("Name", "limited");
		policy.addProperty("Rules", rules + " session_prefix \"\" { policy = \"write\" }");
		http.put("/v1/acl/policy", policy.toString().getBytes(StandardCharsets.UTF_8));
		byte[] token = http.put("/v1/acl/token",
				"{\"Policies\": [{\"Name\": \"limited\"}]}".getBytes(StandardCharsets.UTF_8));
		return JsonParser.parseString(new String(token, StandardCharsets.UTF_8))
			.getAsJsonObject()
			.get("SecretID")
			.getAsString();
	}

	private static ConsulSettings plain(ConsulServer server) {
		return ConsulSettings.of(Endpoint.parse(server.endpoint(), false));
	}

	private static ConsulSettings secure(ConsulServer server) {
		return ConsulSettings.of(Endpoint.parse("https://" + server.endpoint().replaceFirst("^https?://", ""), true));
	}

	private static TlsSettings tls(TestCertificates trusted, @Nullable TestCertificates own)
			throws GeneralSecurityException, IOException {
		TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
		trust.init(load(trusted.trustStore()));
		X509ExtendedKeyManager key = null;
		if (own != null) {
			KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
			keys.init(load(own.clientKeyStore()), TestCertificates.PASSWORD.toCharArray());
			key = (X509ExtendedKeyManager) keys.getKeyManagers()[0];
		}
		return new TlsSettings(key, (X509ExtendedTrustManager) trust.getTrustManagers()[0], List.of(), List.of());
	}

	private static KeyStore load(Path file) throws GeneralSecurityException, IOException {
		KeyStore store = KeyStore.getInstance("PKCS12");
		try (InputStream input = Files.newInputStream(file)) {
			store.load(input, TestCertificates.PASSWORD.toCharArray());
		}
		return store;
	}

}
