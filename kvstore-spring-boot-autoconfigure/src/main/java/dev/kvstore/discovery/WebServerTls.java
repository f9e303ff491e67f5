package dev.kvstore.discovery;

import org.springframework.boot.context.properties.bind.BindResult;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.web.server.Ssl;
import org.springframework.core.env.Environment;

/**
 * Whether a web server is configured to use TLS.
 */
final class WebServerTls {

	private WebServerTls() {
	}

	static boolean isEnabled(Environment environment, String prefix) {
		BindResult<Ssl> ssl = Binder.get(environment).bind(prefix, Ssl.class);
		return ssl.isBound() && ssl.get().isEnabled();
	}

}
