package dev.kvstore.testcontainers;

/**
 * Creates connection details for a container of an image {@code etcd}.
 */
final class EtcdContainerConnectionDetailsFactory extends StoreContainerConnectionDetailsFactory {

	EtcdContainerConnectionDetailsFactory() {
		super("etcd", 2379, 2379, "etcd", "bitnami/etcd", "coreos/etcd", "etcd-development/etcd",
				"rancher/mirrored-coreos-etcd");
	}

}
