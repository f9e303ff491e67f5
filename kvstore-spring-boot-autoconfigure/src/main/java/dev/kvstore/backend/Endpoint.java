package dev.kvstore.backend;

import java.net.URI;
import java.net.URISyntaxException;

/**
 * Where a server listens.
 *
 * @param secure whether the connection is by TLS
 * @param host the host's name or address, an IPv6 address without brackets
 * @param port the port
 */
public record Endpoint(boolean secure, String host, int port) {

	/**
	 * Reads {@code host:port}, {@code http://host:port} or {@code https://host:port}.
	 * @param text the text
	 * @param secure whether it is by TLS if the text does not say so
	 * @return the endpoint
	 * @throws IllegalArgumentException if the text is of another form
	 */
	public static Endpoint parse(String text, boolean secure) {
		URI uri = uri(text, secure);
		boolean known = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
		boolean bare = uri.getRawPath().isEmpty() || uri.getRawPath().equals("/");
		if (!known || uri.getHost() == null || uri.getPort() < 1 || uri.getPort() > 65_535 || !bare
				|| uri.getRawUserInfo() != null || uri.getRawQuery() != null || uri.getRawFragment() != null) {
			throw new IllegalArgumentException("not an endpoint");
		}
		return new Endpoint("https".equals(uri.getScheme()), withoutBrackets(uri.getHost()), uri.getPort());
	}

	private static URI uri(String text, boolean secure) {
		try {
			return new URI(text.contains("://") ? text : (secure ? "https://" : "http://") + text);
		}
		catch (URISyntaxException ex) {
			throw new IllegalArgumentException("not an endpoint", ex);
		}
	}

	private static String withoutBrackets(String host) {
		return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
	}

	/**
	 * Returns the host and port.
	 * @return {@code host:port}, with brackets around an IPv6 address
	 */
	public String authority() {
		return ((this.host.indexOf(':') >= 0) ? "[" + this.host + "]" : this.host) + ":" + this.port;
	}

	@Override
	public String toString() {
		return (this.secure ? "https://" : "http://") + authority();
	}

}
