package dev.kvstore.docker.compose;

/**
 * Creates connection details for a service {@code etcd}.
 */
final class EtcdDockerComposeConnectionDetailsFactory extends StoreDockerComposeConnectionDetailsFactory {

	EtcdDockerComposeConnectionDetailsFactory() {
		super("etcd", 2379, 2379, "etcd", "bitnami/etcd", "coreos/etcd", "etcd-development/etcd",
				"rancher/mirrored-coreos-etcd");
	}

}
