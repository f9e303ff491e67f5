package dev.kvstore.connection;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.kvstore.api.Store;
import dev.kvstore.backend.Credentials;
import dev.kvstore.backend.zookeeper.ZooKeeperSettings;
import dev.kvstore.backend.zookeeper.ZooKeeperStore;
import dev.kvstore.connection.ClientLibrary.Artifact;

/**
 * Opens stores on ZooKeeper. Loads without Curator on the class path.
 */
final class ZooKeeperStoreFactory implements StoreFactory {

	private static final Duration DEFAULT_SESSION_TIMEOUT = Duration.ofSeconds(10);

	static final ClientLibrary LIBRARY = new ClientLibrary("zookeeper",
			List.of(new Artifact("org.apache.curator:curator-client", "org.apache.curator.CuratorZookeeperClient"),
					new Artifact("org.apache.zookeeper:zookeeper", "org.apache.zookeeper.ZooKeeper"),
					new Artifact("com.google.guava:guava", "com.google.common.collect.ImmutableList")));

	private final @Nullable Credentials credentials;

	private final Duration sessionTimeout;

	ZooKeeperStoreFactory(@Nullable Credentials credentials, Duration sessionTimeout) {
		if (sessionTimeout.isZero() || sessionTimeout.isNegative()) {
			throw new InvalidSettingException("kvstore.zookeeper.session-timeout", sessionTimeout.toString(),
					"must be a duration greater than zero, such as 10s", null);
		}
		this.credentials = credentials;
		this.sessionTimeout = sessionTimeout;
	}

	ZooKeeperStoreFactory() {
		this(null, DEFAULT_SESSION_TIMEOUT);
	}

	@Override
	public String name() {
		return "zookeeper";
	}

	@Override
	public Store open(StoreSettings settings) {
		ZooKeeperEndpoints ensemble = ZooKeeperEndpoints.parse(settings.endpoints());
		return LIBRARY.open(() -> ZooKeeperStore.open(new ZooKeeperSettings(ensemble.servers(), ensemble.chroot(),
				settings.connectTimeout(), settings.requestTimeout(), this.sessionTimeout, settings.readConsistency(),
				this.credentials, settings.tls())));
	}

}
