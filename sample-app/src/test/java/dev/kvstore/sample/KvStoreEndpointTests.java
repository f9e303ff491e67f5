package dev.kvstore.sample;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import dev.kvstore.api.LockHandle;
import dev.kvstore.api.Store;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the store's actuator endpoint over HTTP.
 */
class KvStoreEndpointTests extends OnEachServer {

	private static final String ENDPOINT = "/actuator/kvstore";

	private static final String EXPOSED = "management.endpoints.web.exposure.include=health,kvstore";

	private static final String UNRESTRICTED = "management.endpoint.kvstore.access=unrestricted";

	@TempDir
	Path directory;

	@Test
	void thereIsNoneUnlessItIsExposed() throws Exception {
		try (SampleServer server = SampleServer.start(this.directory.resolve("test.db"))) {
			assertThat(server.get(ENDPOINT).statusCode()).isEqualTo(404);
		}
	}

	@Test
	void storeIsReported() throws Exception {
		try (SampleServer server = start(EXPOSED)) {
			JsonNode report = server.json(server.get(ENDPOINT));
			assertThat(report.at("/status/backend").asString()).isEqualTo("mapdb");
			assertThat(report.at("/status/quorum").asBoolean()).isTrue();
			assertThat(report.at("/status").has("error")).isFalse();
			assertThat(report.at("/locks/total").isInt()).isTrue();
			assertThat(report.at("/watches/first").isArray()).isTrue();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "never", "when-authorized" })
	void nobodyIsShownValuesUnlessEverybodyIs(String showValues) throws Exception {
		try (SampleServer server = start(EXPOSED, "management.endpoint.kvstore.show-values=" + showValues)) {
			server.bean(Store.class).put("app/a b", "secret".getBytes(StandardCharsets.UTF_8));
			HttpResponse<String> answer = server.get(ENDPOINT + "/keys/app");
			assertThat(answer.body()).doesNotContain("secret");
			JsonNode key = server.json(answer).at("/keys/0");
			assertThat(key.get("key").asString()).isEqualTo("app/a b");
			assertThat(key.get("version").asLong()).isPositive();
			assertThat(key.get("size").asInt()).isEqualTo(6);
			assertThat(key.has("value")).isFalse();
		}
	}

	@Test
	void everybodyIsShownValuesIfSoConfigured() throws Exception {
		try (SampleServer server = start(EXPOSED, "management.endpoint.kvstore.show-values=always")) {
			Store store = server.bean(Store.class);
			store.put("app/a", "grün".getBytes(StandardCharsets.UTF_8));
			store.put("app/b", new byte[] { (byte) 0xFF });
			JsonNode keys = server.json(server.get(ENDPOINT + "/keys/app")).get("keys");
			assertThat(keys.at("/0/value").asString()).isEqualTo("grün");
			assertThat(keys.at("/0").has("encoding")).isFalse();
			assertThat(keys.at("/1/value").asString()).isEqualTo("/w==");
			assertThat(keys.at("/1/encoding").asString()).isEqualTo("base64");
		}
	}

	@Test
	void directoriesAreAnyPathAndTheAnswerIsLimited() throws Exception {
		try (SampleServer server = start(EXPOSED)) {
			Store store = server.bean(Store.class);
			store.put("a%b/c d/e?f", new byte[0]);
			store.put("a%b/c d/g", new byte[0]);
			store.put("x", new byte[0]);
			assertThat(keys(server, "")).containsExactly("a%b/c d/e?f", "a%b/c d/g", "x");
			assertThat(keys(server, "/")).hasSize(3);
			assertThat(keys(server, "/a%25b/c%20d")).containsExactly("a%b/c d/e?f", "a%b/c d/g");
			assertThat(keys(server, "/a%25b?limit=1")).containsExactly("a%b/c d/e?f");
			assertThat(server.json(server.get(ENDPOINT + "/keys/a%25b?limit=1")).get("total").asInt()).isEqualTo(2);
			assertThat(server.get(ENDPOINT + "/keys?limit=0").statusCode()).isEqualTo(400);
			assertThat(server.get(ENDPOINT + "/keys/.kvstore").statusCode()).isEqualTo(400);
			assertThat(server.get(ENDPOINT + "/values").statusCode()).isEqualTo(404);
		}
	}

	@Test
	void locksAreNotReleasedByDefault() throws Exception {
		try (SampleServer server = start(EXPOSED);
				LockHandle lock = server.bean(Store.class).newLock("a").tryLock().orElseThrow()) {
			assertThat(release(server, "a", lock.fencingToken())).isEqualTo(405);
			assertThat(lock.isHeld()).isTrue();
			assertThat(server.get(ENDPOINT + "/locks/a").statusCode()).isEqualTo(200);
		}
	}

	@ParameterizedTest
	@MethodSource("backends")
	void aStuckLockIsFoundAndReleasedOnEachServer(Backend backend) throws Exception {
		try (SampleServer server = start(backend.properties(EXPOSED, UNRESTRICTED, "kvstore.namespace=endpoint"))) {
			Store store = server.bean(Store.class);
			store.put("app/a", new byte[3]);
			assertThat(server.json(server.get(ENDPOINT)).at("/status/backend").asString()).isEqualTo(backend.name());
			assertThat(server.json(server.get(ENDPOINT + "/keys/app")).at("/keys/0/size").asInt()).isEqualTo(3);
			LockHandle stuck = store.newLock("stuck/job").tryLock().orElseThrow();
			JsonNode holder = server.json(server.get(ENDPOINT + "/locks/stuck/job"));
			assertThat(holder.get("held").asBoolean()).isTrue();
			assertThat(holder.has("holder")).isFalse();
			long token = holder.get("fencingToken").asLong();
			assertThat(token).isEqualTo(stuck.fencingToken());
			assertThat(release(server, "stuck/job", token + 1)).isEqualTo(404);
			assertThat(stuck.isHeld()).isTrue();
			assertThat(release(server, "stuck/job", token)).isEqualTo(204);
			try (LockHandle next = store.newLock("stuck/job").tryLock().orElseThrow()) {
				assertThat(next.fencingToken()).isGreaterThan(token);
				assertThat(release(server, "stuck/job", token)).isEqualTo(404);
			}
			assertThat(server.json(server.get(ENDPOINT + "/locks/stuck/job")).get("held").asBoolean()).isFalse();
			store.delete("app/a");
		}
	}

	private SampleServer start(String... properties) {
		return SampleServer.start(this.directory.resolve("test.db"), properties);
	}

	private static List<String> keys(SampleServer server, String path) throws Exception {
		return server.json(server.get(ENDPOINT + "/keys" + path)).get("keys").findValuesAsString("key");
	}

	private static int release(SampleServer server, String key, long fencingToken) throws Exception {
		return server.post(ENDPOINT + "/locks/" + key, "{\"fencingToken\":" + fencingToken + "}", "application/json")
			.statusCode();
	}

}
