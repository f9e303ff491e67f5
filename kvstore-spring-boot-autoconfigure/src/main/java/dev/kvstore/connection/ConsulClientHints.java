package dev.kvstore.connection;

import java.util.List;

import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;

/**
 * What the backend for Consul and Apache's HTTP client reach by reflection and as
 * resources. Of consul-api no model class is used, so that Gson binds none.
 */
final class ConsulClientHints extends ClientHints {

	ConsulClientHints() {
		super(ConsulStoreFactory.LIBRARY);
	}

	@Override
	void registerClient(RuntimeHints hints) {
		// virtual threads, where the JDK of the image has them
		registerTypes(hints, List.of("java.lang.Thread", "java.lang.Thread$Builder"),
				MemberCategory.INVOKE_PUBLIC_METHODS);
		hints.resources()
			.registerPattern("mozilla/public-suffix-list.txt")
			.registerPattern("org/apache/http/client/version.properties");
	}

}
