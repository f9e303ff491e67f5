package dev.kvstore.testcontainers;

/**
 * Creates connection details for a container of an image {@code zookeeper}.
 */
final class ZooKeeperContainerConnectionDetailsFactory extends StoreContainerConnectionDetailsFactory {

	ZooKeeperContainerConnectionDetailsFactory() {
		super("zookeeper", 2181, 2281, "zookeeper", "bitnami/zookeeper");
	}

}
