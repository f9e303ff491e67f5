package dev.kvstore.connection;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.kvstore.api.Store;
import dev.kvstore.backend.Credentials;
import dev.kvstore.backend.Endpoint;
import dev.kvstore.backend.etcd.EtcdSettings;
import dev.kvstore.backend.etcd.EtcdStore;
import dev.kvstore.connection.ClientLibrary.Artifact;

/**
 * Opens stores on etcd. Loads without jetcd on the class path.
 */
final class EtcdStoreFactory implements StoreFactory {

	static final ClientLibrary LIBRARY = new ClientLibrary("etcd",
			List.of(new Artifact("io.etcd:jetcd-core", "io.etcd.jetcd.api.KVGrpc")));

	private final @Nullable Credentials credentials;

	EtcdStoreFactory(@Nullable Credentials credentials) {
		this.credentials = credentials;
	}

	@Override
	public String name() {
		return "etcd";
	}

	@Override
	public Store open(StoreSettings settings) {
		List<Endpoint> endpoints = ServerEndpoints.parse(settings, 2379);
		return LIBRARY
			.open(() -> EtcdStore.open(new EtcdSettings(endpoints, settings.connectTimeout(), settings.requestTimeout(),
					settings.readConsistency(), this.credentials, ServerEndpoints.tls(settings, endpoints))));
	}

}
