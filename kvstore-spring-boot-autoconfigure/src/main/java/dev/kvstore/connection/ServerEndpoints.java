package dev.kvstore.connection;

import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.kvstore.backend.Endpoint;
import dev.kvstore.backend.TlsSettings;

/**
 * Reads the endpoints of backends whose servers listen at a host and port.
 */
final class ServerEndpoints {

	private static final String PROPERTY = "kvstore.endpoints";

	private static final String FORM = "must be a list of 'host:port', 'http://host:port' or 'https://host:port'";

	private ServerEndpoints() {
	}

	/**
	 * Reads endpoints with or without a scheme.
	 * @param settings what was configured
	 * @param defaultPort the port of the only endpoint, at this host, if there is none
	 * @return the endpoints, by TLS where they say so or by default if it is set up
	 */
	static List<Endpoint> parse(StoreSettings settings, int defaultPort) {
		boolean secure = settings.tls() != null;
		if (settings.endpoints().isEmpty()) {
			return List.of(new Endpoint(secure, "localhost", defaultPort));
		}
		return settings.endpoints().stream().map((text) -> parse(text.strip(), secure)).toList();
	}

	/**
	 * Returns how to connect by TLS.
	 * @param settings what was configured
	 * @param endpoints the endpoints
	 * @return the settings, those of the JDK for endpoints that are by TLS by themselves,
	 * {@code null} if there are none
	 */
	static @Nullable TlsSettings tls(StoreSettings settings, List<Endpoint> endpoints) {
		if (settings.tls() == null && endpoints.stream().anyMatch(Endpoint::secure)) {
			return TlsSettings.ofSystem();
		}
		return settings.tls();
	}

	private static Endpoint parse(String text, boolean secure) {
		Endpoint endpoint = parse(PROPERTY, text, secure, FORM);
		if (secure && !endpoint.secure()) {
			throw new InvalidSettingException(PROPERTY, text,
					"must not begin with 'http://' because there is an SSL bundle to connect with", null);
		}
		return endpoint;
	}

	static Endpoint parse(String property, String text, boolean secure, String form) {
		try {
			return Endpoint.parse(text, secure);
		}
		catch (IllegalArgumentException ex) {
			boolean secret = Stream.of("@", "?").anyMatch(text::contains);
			throw new InvalidSettingException(property, secret ? null : text, form, null);
		}
	}

}
