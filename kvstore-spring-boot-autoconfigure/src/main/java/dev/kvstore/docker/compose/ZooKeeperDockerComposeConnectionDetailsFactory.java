package dev.kvstore.docker.compose;

/**
 * Creates connection details for a service {@code zookeeper}.
 */
final class ZooKeeperDockerComposeConnectionDetailsFactory extends StoreDockerComposeConnectionDetailsFactory {

	ZooKeeperDockerComposeConnectionDetailsFactory() {
		super("zookeeper", 2181, 2281, "zookeeper", "bitnami/zookeeper");
	}

}
