package dev.kvstore.connection;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.kvstore.backend.Endpoint;
import dev.kvstore.backend.TlsSettings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link ServerEndpoints}.
 */
class ServerEndpointsTests {

	private static final StoreSettings TLS = StoreSettings.defaults().withTls(TlsSettings.ofSystem());

	@Test
	void defaultIsThisHost() {
		assertThat(ServerEndpoints.parse(StoreSettings.defaults(), 2379))
			.containsExactly(new Endpoint(false, "localhost", 2379));
		assertThat(ServerEndpoints.parse(TLS, 2379)).containsExactly(new Endpoint(true, "localhost", 2379));
	}

	@ParameterizedTest
	@CsvSource({ "host:1, false, host, 1", "http://host:1, false, host, 1", "https://a.b:65535, true, a.b, 65535",
			"https://host:1/, true, host, 1", "[::1]:2379, false, ::1, 2379", "'  host:1 ', false, host, 1",
			"10.0.0.1:8500, false, 10.0.0.1, 8500" })
	void formsThatAreRead(String text, boolean secure, String host, int port) {
		List<Endpoint> endpoints = parse(StoreSettings.defaults(), text);
		assertThat(endpoints).containsExactly(new Endpoint(secure, host, port));
	}

	@ParameterizedTest
	@ValueSource(strings = { "host", "host:", ":1", "host:0", "host:65536", "host:x", "ftp://host:1", "host:1/path",
			"a b:1", "host:1,other:2", "https://", "::1:2379", "http://host" })
	void malformedEndpointIsNamedTogetherWithTheForm(String text) {
		assertThatExceptionOfType(InvalidSettingException.class).isThrownBy(() -> parse(StoreSettings.defaults(), text))
			.satisfies((ex) -> assertThat(ex.property()).isEqualTo("kvstore.endpoints"))
			.withMessageContaining("'" + text + "'")
			.withMessageContaining("host:port");
	}

	@ParameterizedTest
	@ValueSource(strings = { "http://user:secret@host:1", "user:secret@host:1", "http://host:1?token=secret" })
	void secretInAnEndpointIsRefusedAndNotShown(String text) {
		assertThatExceptionOfType(InvalidSettingException.class).isThrownBy(() -> parse(StoreSettings.defaults(), text))
			.withMessageNotContaining("secret");
	}

	@Test
	void bundleMakesEveryEndpointSecure() {
		assertThat(parse(TLS, "a:1", "https://b:2")).containsExactly(new Endpoint(true, "a", 1),
				new Endpoint(true, "b", 2));
		assertThatExceptionOfType(InvalidSettingException.class).isThrownBy(() -> parse(TLS, "http://a:1"))
			.withMessageContaining("'http://a:1'");
	}

	@Test
	void secureEndpointNeedsNoBundle() {
		List<Endpoint> secure = List.of(new Endpoint(true, "a", 1));
		assertThat(ServerEndpoints.tls(StoreSettings.defaults(), secure)).isNotNull();
		assertThat(ServerEndpoints.tls(StoreSettings.defaults(), List.of(new Endpoint(false, "a", 1)))).isNull();
		assertThat(ServerEndpoints.tls(TLS, secure)).isSameAs(TLS.tls());
	}

	private static List<Endpoint> parse(StoreSettings settings, String... endpoints) {
		return ServerEndpoints.parse(settings.withEndpoints(endpoints), 1234);
	}

}
