package dev.kvstore.server;

import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ConsulServerTests extends ServerContract<ConsulServer> {

	private static final String SESSION = "/v1/session/create";

	ConsulServerTests() {
		super(ConsulServer::create, ConsulCluster::create);
	}

	@Override
	boolean write(ConsulServer node, String value) {
		return HttpProbe.put(node.port(), "/v1/kv/key", Map.of(), value).contains("true");
	}

	@Override
	String read(ConsulServer node) {
		return HttpProbe.get(node.port(), "/v1/kv/key?raw");
	}

	@Test
	void shortSessionsAreGrantedUnlessDefaultsAreAskedFor() {
		try (ConsulServer granting = ConsulServer.create(); ConsulServer refusing = ConsulServer.withDefaults()) {
			granting.start();
			refusing.start();
			String request = "{\"TTL\": \"1s\"}";
			assertThat(HttpProbe.put(granting.port(), SESSION, Map.of(), request)).contains("\"ID\"");
			assertThat(HttpProbe.put(refusing.port(), SESSION, Map.of(), request)).isEmpty();
			assertThat(HttpProbe.put(refusing.port(), SESSION, Map.of(), "{\"TTL\": \"10s\"}")).contains("\"ID\"");
		}
	}

	@Test
	void aclDeniesWhoHasNoToken() {
		try (ConsulServer server = ConsulServer.withAcl()) {
			server.start();
			assertThat(write(server, "denied")).isFalse();
			Map<String, String> token = Map.of("X-Consul-Token", ConsulServer.MANAGEMENT_TOKEN);
			assertThat(HttpProbe.put(server.port(), "/v1/kv/key", token, "granted")).contains("true");
		}
	}

}
