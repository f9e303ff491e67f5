package dev.kvstore.connection;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.kvstore.api.Store;
import dev.kvstore.backend.Endpoint;
import dev.kvstore.backend.consul.ConsulSettings;
import dev.kvstore.backend.consul.ConsulStore;
import dev.kvstore.connection.ClientLibrary.Artifact;

/**
 * Opens stores on Consul. Loads without consul-api on the class path.
 */
final class ConsulStoreFactory implements StoreFactory {

	static final ClientLibrary LIBRARY = new ClientLibrary("consul",
			List.of(new Artifact("com.ecwid.consul:consul-api", "com.ecwid.consul.v1.ConsulRawClient"),
					new Artifact("com.google.code.gson:gson", "com.google.gson.Gson"),
					new Artifact("org.apache.httpcomponents:httpclient", "org.apache.http.client.HttpClient")));

	private final @Nullable String token;

	ConsulStoreFactory(@Nullable String token) {
		this.token = token;
	}

	@Override
	public String name() {
		return "consul";
	}

	@Override
	public Store open(StoreSettings settings) {
		List<Endpoint> endpoints = ServerEndpoints.parse(settings, (settings.tls() != null) ? 8501 : 8500);
		return LIBRARY.open(() -> ConsulStore
			.open(new ConsulSettings(endpoints, settings.connectTimeout(), settings.requestTimeout(),
					settings.readConsistency(), this.token, ServerEndpoints.tls(settings, endpoints))));
	}

}
