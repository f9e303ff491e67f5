package dev.kvstore.backend.consul;

import java.util.List;

import org.junit.jupiter.api.extension.RegisterExtension;

import dev.kvstore.api.Store;
import dev.kvstore.backend.Endpoint;
import dev.kvstore.kit.ClusterContract;
import dev.kvstore.server.ConsulCluster;
import dev.kvstore.server.ServerCluster;

class ConsulClusterTests extends ClusterContract {

	@RegisterExtension
	static final ConsulCluster cluster = ConsulCluster.create();

	@Override
	protected ServerCluster<?> cluster() {
		return cluster;
	}

	@Override
	protected Store open(List<String> endpoints) {
		Endpoint[] agents = endpoints.stream()
			.map((endpoint) -> Endpoint.parse(endpoint, false))
			.toArray(Endpoint[]::new);
		return ConsulStore.open(ConsulSettings.of(agents).withRequestTimeout(REQUEST_TIMEOUT));
	}

}
