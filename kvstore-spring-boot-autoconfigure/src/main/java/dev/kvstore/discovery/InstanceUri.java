package dev.kvstore.discovery;

import java.net.URI;
import java.net.URISyntaxException;

import org.springframework.cloud.client.ServiceInstance;

/**
 * The URI of an instance. Other than Spring Cloud's it can have an IPv6 address.
 */
final class InstanceUri {

	private InstanceUri() {
	}

	/**
	 * Makes the URI.
	 * @param instance the instance
	 * @return its URI, with the default port of the scheme if it has none
	 * @throws IllegalArgumentException if its host makes none
	 */
	static URI of(ServiceInstance instance) {
		String host = instance.getHost();
		String bracketed = (host.indexOf(':') >= 0 && !host.startsWith("[")) ? "[" + host + "]" : host;
		int unset = instance.isSecure() ? 443 : 80;
		try {
			return new URI((instance.isSecure() ? "https" : "http") + "://" + bracketed + ":"
					+ ((instance.getPort() > 0) ? instance.getPort() : unset));
		}
		catch (URISyntaxException ex) {
			throw new IllegalArgumentException("its host makes no URI", ex);
		}
	}

}
