package dev.kvstore.backend.zookeeper;

import java.time.Duration;
import java.util.Collection;
import java.util.List;

import dev.kvstore.api.Store;
import dev.kvstore.backend.Endpoint;
import dev.kvstore.backend.ReadConsistency;

/**
 * Opens stores as tests need them.
 */
final class ZooKeeperStores {

	private ZooKeeperStores() {
	}

	static Store open(Collection<String> endpoints, Duration requestTimeout, Duration sessionTimeout) {
		List<Endpoint> parsed = endpoints.stream().map((text) -> Endpoint.parse(text, false)).toList();
		return ZooKeeperStore.open(new ZooKeeperSettings(parsed, "", Duration.ofSeconds(1), requestTimeout,
				sessionTimeout, ReadConsistency.STRONG, null, null));
	}

}
