package dev.kvstore.connection;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.kvstore.backend.Endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link ZooKeeperEndpoints}.
 */
class ZooKeeperEndpointsTests {

	@Test
	void defaultIsThisHost() {
		assertThat(ZooKeeperEndpoints.parse(List.of()))
			.isEqualTo(new ZooKeeperEndpoints(List.of(new Endpoint(false, "localhost", 2181)), ""));
	}

	@Test
	void lastServerMayHaveAChroot() {
		List<Endpoint> servers = List.of(new Endpoint(false, "a", 1), new Endpoint(false, "::1", 2));
		assertThat(ZooKeeperEndpoints.parse(List.of("a:1", "[::1]:2"))).isEqualTo(new ZooKeeperEndpoints(servers, ""));
		assertThat(ZooKeeperEndpoints.parse(List.of("a:1", " [::1]:2/b/c ")))
			.isEqualTo(new ZooKeeperEndpoints(servers, "/b/c"));
		assertThat(ZooKeeperEndpoints.parse(List.of("a:1", "[::1]:2/"))).isEqualTo(new ZooKeeperEndpoints(servers, ""));
	}

	@ParameterizedTest
	@ValueSource(strings = { "host", "host:x", "http://host:1", "host:1/a//b", "host:1/../a", "host:1/zookeeper", ":1",
			"host/a" })
	void malformedEndpointIsNamedTogetherWithTheForm(String text) {
		assertThatExceptionOfType(InvalidSettingException.class)
			.isThrownBy(() -> ZooKeeperEndpoints.parse(List.of("ok:1", text)))
			.satisfies((ex) -> assertThat(ex.property()).isEqualTo("kvstore.endpoints"))
			.withMessageContaining("host:port");
	}

	@Test
	void onlyTheLastServerMayHaveAChroot() {
		assertThatExceptionOfType(InvalidSettingException.class)
			.isThrownBy(() -> ZooKeeperEndpoints.parse(List.of("a:1/b", "c:2")));
	}

}
